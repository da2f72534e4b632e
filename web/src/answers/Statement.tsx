import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode, useContext } from "react";
import type { Segment, Statement } from "../api/types";
import { usePresenting } from "../shell/presenting";
import { HereContext } from "../shell/session";
import css from "./answers.module.css";
import { useWhy } from "./why";

/** Where a segment leads, or nothing when it names nothing that has a page. */
export function segmentTo(segment: Segment): { to: string; search?: Record<string, string> } | undefined {
  const name = segment.key || segment.id;
  switch (segment.as) {
    case "record":
      return name && segment.kind ? { to: recordTo(segment.kind, name) } : undefined;
    case "person":
      return name && segment.kind !== "contributor" ? { to: recordTo("person", name) } : undefined;
    case "area":
      return { to: "/guide/knowledge", search: { area: segment.id || segment.key || segment.text } };
    case "path":
      return { to: "/guide/who", search: { path: typeof segment.value === "string" ? segment.value : segment.text } };
    default:
      return undefined;
  }
}

/** The kinds whose records have a page of their own. */
const pagesOf: { [kind: string]: string } = { decision: "/decide/decisions", report: "/align/reports", one_on_one: "/grow/one-on-ones" };

export const recordTo = (kind: string, name: string): string => `${pagesOf[kind] ?? `/records/${kind}`}/${encodeURIComponent(name)}`;

const figures = new Set(["date", "range", "probability", "hours", "money", "count", "span"]);

/** The words of a statement as plain text: for titles, exports and labels. */
export const textOf = (statement: Statement | undefined): string => statement?.segments.map((segment) => segment.text).join("") ?? "";

/** The words of a segment; a date within the year of today goes without its year. */
export function wordsOf(segment: Segment, today: string | undefined): string {
  if (!today || (segment.as !== "date" && segment.as !== "range")) return segment.text;
  return segment.text.replaceAll(` ${today.slice(0, 4)}`, "");
}

function Piece({ segment, statement }: { segment: Segment; statement: Statement }) {
  const hide = usePresenting();
  const why = useWhy();
  const words = wordsOf(segment, useContext(HereContext)?.today);
  if (segment.as === "money" && hide) return <span className={css.masked}>hidden</span>;
  const figure = segment.as !== undefined && figures.has(segment.as);
  const look = [figure && css.figure, segment.as === "path" && css.code].filter(Boolean).join(" ");
  const { why: address } = segment;
  if (address) {
    return (
      <button type="button" className={`${css.why} ${look}`} onClick={() => why({ statement, address, text: segment.text })}>
        {words}
      </button>
    );
  }
  const to = segmentTo(segment);
  if (to) {
    return (
      <Link {...(to as { to: "/" })} className={`${css.link} ${look}`}>
        {words}
      </Link>
    );
  }
  return look ? <span className={look}>{words}</span> : words;
}

/** A statement of the server, segment by segment: names are links, figures answer "why?". */
export function Said({ statement }: { statement: Statement }) {
  return statement.segments.map((segment, index) => (
    // The same words may come twice in one sentence; their place is their identity.
    <Fragment key={`${index}-${segment.text}`}>
      <Piece segment={segment} statement={statement} />
    </Fragment>
  ));
}

/** The small "why?" behind a statement; absent when nothing was given to answer with. */
export function WhyWord({ statement, children = "why?" }: { statement: Statement; children?: ReactNode }) {
  const why = useWhy();
  const first = statement.segments.find((segment) => segment.why)?.why;
  if (!statement.evidence?.length && !first) return null;
  return (
    <button type="button" className={`${css.why} ${css.whyWord}`} onClick={() => why({ statement, address: first, text: "" })} aria-label={`Why: ${textOf(statement)}`}>
      {children}
    </button>
  );
}
