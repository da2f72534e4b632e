// Markdown for preview and reading: the everyday part of it, built as elements and never
// as HTML text, so that nothing in a record can become a script.
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { recordTo } from "../answers/Statement";
import { mentions } from "./mention";
import { Mentions, useMention, useMentions } from "./useMentions";
import prose from "./prose.module.css";
import css from "./records.module.css";

type Block =
  | { type: "heading"; text: string }
  | { type: "paragraph" | "quote" | "code"; text: string }
  | { type: "list"; ordered: boolean; items: string[] };

const listLine = /^\s*(?:([-*+])|(\d+)[.)])\s+(.*)$/;

export function blocks(source: string): Block[] {
  const found: Block[] = [];
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  let at = 0;
  const takeWhile = (test: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && test(lines[at] ?? "")) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^#{1,6}\s+(.*)$/.exec(line);
    const item = listLine.exec(line);
    if (!line.trim()) at++;
    else if (line.startsWith("```")) {
      at++;
      const text = takeWhile((one) => !one.startsWith("```")).join("\n");
      at++;
      found.push({ type: "code", text });
    } else if (heading) {
      at++;
      found.push({ type: "heading", text: heading[1] ?? "" });
    } else if (item) {
      const items = takeWhile((one) => listLine.test(one)).map((one) => listLine.exec(one)?.[3] ?? "");
      found.push({ type: "list", ordered: item[2] !== undefined, items });
    } else if (line.startsWith(">")) {
      found.push({ type: "quote", text: takeWhile((one) => one.startsWith(">")).map((one) => one.replace(/^>\s?/, "")).join("\n") });
    } else {
      found.push({ type: "paragraph", text: takeWhile((one) => one.trim() !== "" && !/^(#{1,6}\s|```|>)/.test(one) && !listLine.test(one)).join("\n") });
    }
  }
  return found;
}

const inline = /(`[^`]+`)|(\*\*[^*]+\*\*)|(\*[^*\s][^*]*\*)|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s)]+)/g;

/** Addresses we may link to: the web, mail, and our own pages. */
const safe = (href: string): boolean => /^(https?:\/\/|mailto:|\/(?!\/))/i.test(href);

function Inline({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    const [whole, code, bold, italic, label, href, bare] = match;
    if (code) parts.push(<code>{code.slice(1, -1)}</code>);
    else if (bold) parts.push(<strong><Plain text={bold.slice(2, -2)} /></strong>);
    else if (italic) parts.push(<em><Plain text={italic.slice(1, -1)} /></em>);
    else {
      const target = href ?? bare ?? "";
      parts.push(safe(target) ? <a href={target} rel="noreferrer noopener">{label ?? bare}</a> : whole);
    }
  }
  parts.push(text.slice(from));
  return parts.map((part, index) => <Fragment key={index}>{typeof part === "string" ? <Plain text={part} /> : part}</Fragment>);
}

/** Words without marks of their own, in which people and records may be named. */
function Plain({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(mentions)) {
    parts.push(text.slice(from, match.index), <Named key={match.index} text={match[0]} />);
    from = match.index + match[0].length;
  }
  return from === 0 ? text : [...parts, text.slice(from)];
}

/** A mention as a link to what it names; as it is written while that is not known, or may not be. */
function Named({ text }: { text: string }) {
  const found = useMention(text);
  if (!found) return text;
  return (
    <Link to={recordTo(found.kind, found.key)} title={found.title} className={prose.mention}>
      {found.kind === "person" ? found.title : text}
    </Link>
  );
}

function OneBlock({ block }: { block: Block }) {
  switch (block.type) {
    case "heading":
      return (
        <h3>
          <Inline text={block.text} />
        </h3>
      );
    case "code":
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case "quote":
      return (
        <blockquote>
          <Inline text={block.text} />
        </blockquote>
      );
    case "list": {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Inline text={item} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    default:
      return (
        <p>
          <Inline text={block.text} />
        </p>
      );
  }
}

export function Markdown({ source }: { source: string }) {
  return (
    <Mentions value={useMentions(source)}>
      <div className={css.prose}>
        {blocks(source).map((block, index) => (
          <OneBlock key={index} block={block} />
        ))}
      </div>
    </Mentions>
  );
}
