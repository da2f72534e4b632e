import { Link } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type CSSProperties, useEffect, useState } from "react";
import type { Field, Kind, RecordOf } from "../api/types";
import { recordTo } from "../answers/Statement";
import { useTop } from "../ui/useTop";
import { nextSort } from "./listState";
import { say, type Words } from "./say";
import css from "./records.module.css";

const rowHeight = 36;
const numbers = new Set(["int", "number", "minutes", "money", "share", "estimate"]);

interface Props {
  kind: Kind;
  rows: RecordOf[];
  fields: Field[];
  words: Words;
  sort: string;
  onSort: (sort: string) => void;
  chosen: number;
  selected: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Called when the last rows come into view. */
  atEnd: () => void;
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => innerWidth < 720);
  useEffect(() => {
    const look = () => setNarrow(innerWidth < 720);
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, []);
  return narrow;
}

export function Table(props: Props) {
  const { rows, chosen, atEnd } = props;
  const narrow = useNarrow();
  const fields = narrow ? props.fields.slice(0, 1) : props.fields;
  const hasKeys = rows.some((row) => row.key && row.key !== row.id);
  const columns = `20px ${hasKeys ? "minmax(56px, 84px) " : ""}minmax(160px, 2.4fr) ${fields.map((field) => (numbers.has(field.type) ? "minmax(64px, 0.6fr)" : "minmax(80px, 1fr)")).join(" ")}`;
  const [body, margin] = useTop();
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 12, scrollMargin: margin });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 40) atEnd();
  }, [last, rows.length, atEnd]);
  useEffect(() => {
    if (chosen >= 0) virtual.scrollToIndex(chosen);
  }, [chosen, virtual]);
  return (
    <div className={css.table} role="table" aria-label={props.kind.plural} aria-rowcount={rows.length + 1}>
      <HeadRow {...props} fields={fields} columns={columns} hasKeys={hasKeys} />
      <div ref={body} className={css.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const record = rows[index];
          return record && <Row key={record.id} {...props} record={record} index={index} fields={fields} hasKeys={hasKeys} style={{ gridTemplateColumns: columns, transform: `translateY(${start - margin}px)` }} />;
        })}
      </div>
    </div>
  );
}

function HeadRow({ fields, columns, hasKeys, sort, onSort }: Props & { columns: string; hasKeys: boolean }) {
  const heads = [...(hasKeys ? [{ name: "key", label: "Key", type: "text" }] : []), { name: "title", label: "Title", type: "text" }, ...fields];
  return (
    <div className={css.headRow} role="row" aria-rowindex={1} style={{ gridTemplateColumns: columns }}>
      <span role="columnheader">
        <span className="hidden-visually">Selected</span>
      </span>
      {heads.map((field) => {
        const order = sort === field.name ? "ascending" : sort === `-${field.name}` ? "descending" : undefined;
        return (
          <span key={field.name} role="columnheader" aria-sort={order} className={numbers.has(field.type) ? css.right : ""}>
            <button type="button" onClick={() => onSort(nextSort(sort, field.name))}>
              {field.label} {order === "ascending" && <ArrowUp size={11} />}
              {order === "descending" && <ArrowDown size={11} />}
            </button>
          </span>
        );
      })}
    </div>
  );
}

function Row({ kind, record, index, fields, words, chosen, selected, toggle, hasKeys, style }: Props & { record: RecordOf; index: number; hasKeys: boolean; style: CSSProperties }) {
  return (
    <div className={css.row} role="row" aria-rowindex={index + 2} data-chosen={index === chosen || undefined} style={style}>
      <span role="cell">
        <input type="checkbox" checked={selected.has(record.id)} onChange={() => toggle(record.id)} aria-label={`Select ${record.title}`} tabIndex={-1} />
      </span>
      {hasKeys && (
        <span role="cell" className={`${css.cell} ${css.key}`}>
          {record.key}
        </span>
      )}
      <span role="cell" className={css.cell}>
        <Link to={recordTo(kind.kind, record.key || record.id)}>{record.title || record.key || record.id}</Link>
      </span>
      {fields.map((field) => {
        const text = say(field, record.data[field.name], words);
        return (
          <span key={field.name} role="cell" title={text} className={`${css.cell} ${numbers.has(field.type) ? css.right : ""}`}>
            {text}
          </span>
        );
      })}
    </div>
  );
}
