import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { DecidedAnswer, DecidedItem } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { Said, textOf, WhyWord } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Bar, Block, Empty, Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { count } from "../ui/units";
import recordsCss from "../records/records.module.css";
import css from "./decide.module.css";

/** States in words; what is past its day says so. */
const stateWords: { [state: string]: string } = { holds: "holds", waits: "waits", overdue: "overdue", expired: "past its review", contradicted: "not kept", superseded: "superseded", closed: "closed" };
const waitsFor = new Set(["waits", "overdue"]);

const byDay = (a: string | undefined, b: string | undefined): number => (a || "9").localeCompare(b || "9");

/** What is decided and what waits: those waiting first, by the day they close. */
export function DecisionsPage() {
  const { q = "" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const query = useQuery({ ...answerQuery<DecidedAnswer>("decided", q ? { about: q } : {}), placeholderData: keepPreviousData });
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: "decision" }, search: { status: "proposed" } });
  const find = (next: string) => void navigate({ to: ".", search: next ? { q: next } : {}, replace: true } as never);
  const all = query.data?.items ?? [];
  const waiting = all.filter((one) => waitsFor.has(one.state)).toSorted((a, b) => byDay(a.due, b.due));
  const decided = all.filter((one) => !waitsFor.has(one.state)).toSorted((a, b) => byDay(b.date, a.date));
  const ordered = [...waiting, ...decided];
  const [chosen, setChosen] = useState(-1);
  const row = ordered[chosen];
  useKeys([
    { keys: "c", label: "New decision", run: create },
    { keys: "j", label: "Next", run: () => setChosen((at) => Math.min(ordered.length - 1, at + 1)) },
    { keys: "k", label: "Previous", run: () => setChosen((at) => Math.max(0, at - 1)) },
    { keys: "Enter", label: "Open", run: () => row && void navigate({ to: "/decide/decisions/$id", params: { id: row.key || row.id } }) },
  ]);
  const tools = (
    <div style={{ marginBottom: 18 }}>
      <Bar>
        <Find q={q} find={find} />
        <Push>
          <Link to="/records/$kind" params={{ kind: "decision" }}>
            As a table
          </Link>
          <Button tone="strong" hint="c" onClick={create}>
            New decision
          </Button>
        </Push>
      </Bar>
    </div>
  );
  return (
    <AnswerPage query={query} tools={tools} under={(answer) => `${count(answer.items.length, "decision")} kept${q ? ` that speak of “${q}”` : ""}`}>
      {(answer) => (
        <>
          {answer.items.length === 0 && !answer.found?.length && <Empty title={q ? "No decision speaks of this." : "No decisions are kept yet."}>A decision keeps its context, what was weighed, and what followed, so that nobody has to guess in a year. Files in MADR form in your repositories are found by themselves.</Empty>}
          {waiting.length > 0 && (
            <Block title="Waiting">
              <Rows items={waiting} chosen={row} />
            </Block>
          )}
          {decided.length > 0 && (
            <Block title="Decided">
              <Rows items={decided} chosen={row} />
            </Block>
          )}
          {answer.conflicts?.length > 0 && (
            <Block title="Cannot both stand">
              <ul className={css.found}>
                {answer.conflicts.map((one, index) => (
                  <li key={`${index}-${textOf(one)}`}>
                    <Said statement={one} /> <WhyWord statement={one} />
                  </li>
                ))}
              </ul>
            </Block>
          )}
          {answer.found && answer.found.length > 0 && (
            <Block title="Found in repositories">
              <ul className={css.found}>
                {answer.found.map((one) => (
                  <li key={`${one.repository}/${one.path}`}>
                    <Said statement={one.statement} /> <WhyWord statement={one.statement} />
                  </li>
                ))}
              </ul>
            </Block>
          )}
        </>
      )}
    </AnswerPage>
  );
}

/** Typing waits this long, in milliseconds, before the question is asked again. */
const pause = 250;

function Find({ q, find }: { q: string; find: (text: string) => void }) {
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => find(typed), pause);
    return () => clearTimeout(timer);
  }, [typed, q, find]);
  return <input type="search" className={recordsCss.search} value={typed} onChange={(event) => setTyped(event.target.value)} placeholder="What did we decide about …" aria-label="What did we decide about" />;
}

function Rows({ items, chosen }: { items: DecidedItem[]; chosen: DecidedItem | undefined }) {
  const { today } = useHere();
  return (
    <ul className={css.list}>
      {items.map((one) => (
        <li key={one.id} aria-current={one === chosen || undefined} data-chosen={one === chosen || undefined}>
          <span className="quiet">{one.key}</span>
          <Link to="/decide/decisions/$id" params={{ id: one.key || one.id }}>
            {one.title}
          </Link>
          <span className={one.state === "expired" || one.state === "contradicted" || waitsFor.has(one.state) ? "warn" : "quiet"}>{stateWords[one.state] ?? one.status}</span>
          <span className="quiet">{one.outcome ?? (one.deciders ?? []).map((person) => person.title).join(", ")}</span>
          <span className="num quiet">{waitsFor.has(one.state) ? one.due && `by ${sayShort(one.due, today)}` : one.date && sayShort(one.date, today)}</span>
        </li>
      ))}
    </ul>
  );
}
