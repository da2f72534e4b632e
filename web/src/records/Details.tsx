import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Field, Kind, RecordOf, Value } from "../api/types";
import { recordTo } from "../answers/Statement";
import { usePresenting } from "../shell/presenting";
import { Block, Tag, Tags } from "../ui/bits";
import { Markdown } from "./Markdown";
import { say, type Words } from "./say";
import { formFields, refId } from "./schema";
import { useWords } from "./useWords";
import css from "./records.module.css";

/** What a record holds: single values as pairs, prose below, nothing that is empty. */
export function Details({ kind, record }: { kind: Kind; record: RecordOf }) {
  const hidden = usePresenting();
  const fields = formFields(kind).filter((field) => field.name !== "title" && field.name !== "tags" && record.data[field.name] !== undefined);
  const open = fields.filter((field) => !(hidden && (field.restricted || field.type === "money")));
  const rows = open.filter((field) => field.type !== "prose");
  const prose = open.filter((field) => field.type === "prose");
  const words = useWords(fields);
  const tags = Array.isArray(record.data["tags"]) ? record.data["tags"] : [];
  if (!rows.length && !prose.length && !tags.length) return <p className="quiet">Only the title is written down so far.</p>;
  return (
    <>
      {tags.length > 0 && (
        <Tags>
          {tags.map((tag) => (
            <Tag key={String(tag)}>{String(tag)}</Tag>
          ))}
        </Tags>
      )}
      {rows.length > 0 && (
        <dl className={css.facts}>
          {rows.map((field) => (
            <Pair key={field.name} label={field.label}>
              {field.type === "ref" ? <RefLinks field={field} record={record} name={(id) => words.name(field.ref ?? "", id)} /> : <Shown field={field} value={record.data[field.name]} words={words} />}
            </Pair>
          ))}
        </dl>
      )}
      {prose.map((field) => (
        <section key={field.name} style={{ marginTop: 20 }}>
          <Block title={field.label}>
            <Markdown source={String(record.data[field.name] ?? "")} />
          </Block>
        </section>
      ))}
    </>
  );
}

/** A value in words; an object names its parts, a list of objects has a line for each. */
function Shown({ field, value, words }: { field: Field; value: Value | undefined; words: Words }) {
  if (field.type !== "object" || !field.fields?.length) return say(field, value, words);
  const inner = field.fields;
  const parts = (one: Value) => {
    const data = typeof one === "object" && one && !Array.isArray(one) ? one : {};
    return inner.flatMap((part) => {
      const text = say(part, data[part.name], words);
      return text ? [{ label: part.label, text }] : [];
    });
  };
  if (Array.isArray(value)) {
    return value.map((one, index) => (
      <div key={index}>
        {parts(one).map((part, at) => (
          <span key={part.label}>
            {at > 0 && " · "}
            <span className="quiet">{part.label.toLowerCase()}</span> {part.text}
          </span>
        ))}
      </div>
    ));
  }
  return parts(value ?? null).map((part) => (
    <div key={part.label} className={css.part}>
      <span className="quiet">{part.label}</span>
      <Markdown source={part.text} />
    </div>
  ));
}

const Pair = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

function RefLinks({ field, record, name }: { field: Field; record: RecordOf; name: (id: string) => string }) {
  const value = record.data[field.name];
  const ids = (Array.isArray(value) ? value : [value]).map(refId).filter(Boolean);
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && ", "}
      {field.ref ? <Link to={recordTo(field.ref, id)}>{name(id) || id}</Link> : id}
    </span>
  ));
}
