import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { recordTo, Said } from "../answers/Statement";
import type { OutlookAhead } from "../api/answers";
import { Block } from "../ui/bits";
import { addDays, dayNumber, sayShort } from "../ui/dates";
import { odds } from "../ui/units";
import { outlookQuery } from "./Outlook";
import css from "./ahead.module.css";

/** When projects, and all the work that serves an objective, are done: their range, the day wanted, its odds; the budget for who may see rates. */
export function AheadOf() {
  const { data } = useQuery(outlookQuery);
  if (!data || data.projects.length + data.objectives.length === 0) return null;
  const all = [...data.projects, ...data.objectives];
  const days = all.flatMap((one) => [one.p10, one.p90, ...(one.by ? [one.by] : [])]).toSorted();
  const span = { from: addDays(days[0] ?? data.as_of, -3), to: addDays(days.at(-1) ?? data.as_of, 3) };
  return (
    <Block title="Projects and objectives">
      <List title="Projects" rows={data.projects} span={span} />
      <List title="Objectives" rows={data.objectives} span={span} />
    </Block>
  );
}

interface Span {
  from: string;
  to: string;
}

function List({ title, rows, span }: { title: string; rows: OutlookAhead[]; span: Span }) {
  if (!rows.length) return null;
  return (
    <ul className={css.list} aria-label={title}>
      {rows.map((row) => (
        <Row key={row.id} row={row} span={span} />
      ))}
    </ul>
  );
}

function Row({ row, span }: { row: OutlookAhead; span: Span }) {
  const at = (day: string) => `${((dayNumber(day) - dayNumber(span.from)) / Math.max(1, dayNumber(span.to) - dayNumber(span.from))) * 100}%`;
  const width = `calc(${at(row.p90)} - ${at(row.p10)})`;
  return (
    <li className={css.row}>
      <div>
        <Link to={recordTo(row.kind, row.key || row.id) as "/"}>{row.title}</Link>
        <small className="unit">
          {" "}
          {sayShort(row.p10)} – {sayShort(row.p90)} · 80 % sure {sayShort(row.p80)}
        </small>
        {row.money?.statement && (
          <small className={css.money}>
            <Said statement={row.money.statement} />
          </small>
        )}
      </div>
      <span className={`num ${row.odds !== undefined && row.odds < 0.5 ? "bad" : ""}`}>{row.odds === undefined ? "" : `${odds(row.odds)} by ${sayShort(row.by ?? "")}`}</span>
      <svg className={css.band} role="img" aria-label={`between ${sayShort(row.p10)} and ${sayShort(row.p90)}${row.by ? `, wanted by ${sayShort(row.by)}` : ""}`} width="100%" height="12">
        <line x1="0" x2="100%" y1="6" y2="6" className={css.base} />
        <rect x={at(row.p10)} y="2" height="8" rx="2" style={{ width }} className={css.range} />
        <line x1={at(row.p50)} x2={at(row.p50)} y1="2" y2="10" className={css.middle} />
        {row.by && <line x1={at(row.by)} x2={at(row.by)} y1="0" y2="12" className={css.by} />}
      </svg>
    </li>
  );
}
