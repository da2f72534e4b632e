import { Link } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useMemo, useRef } from "react";
import { recordTo } from "../answers/Statement";
import { useTop } from "../ui/useTop";
import { useWidth } from "../ui/useWidth";
import { Bar, MilestoneBar } from "./Bar";
import type { MarkRow, Row, TaskRow } from "./read";
import { elbow, type Scale, ticks, timeScale } from "./scale";
import { PromiseLine } from "./PromiseLine";
import css from "./plan.module.css";

export const rowHeight = 32;

interface Props {
  rows: Row[];
  today: string;
  zoom: number;
  chosen: string;
  choose: (id: string) => void;
  /** Absent where the reader may not move tasks. */
  move: ((row: TaskRow, days: number) => void) | undefined;
  /** Where tasks and milestones land in the preview, by id. */
  moved: ReadonlyMap<string, { start: string; finish: string }>;
}

const datesOf = (rows: Row[]): string[] => rows.flatMap((row) => (row.type === "group" ? [] : row.type === "task" ? [row.start, row.finish, row.p90] : [row.finish, row.p10, row.p90]));

export function Timeline(props: Props) {
  const { rows, today, zoom } = props;
  const [chart, width] = useWidth(0);
  const head = useRef<HTMLDivElement>(null);
  const [labels, margin] = useTop();
  const promises = useMemo(() => rows.filter((row): row is MarkRow => row.type === "milestone" && row.due !== ""), [rows]);
  const scale = useMemo(() => timeScale([today, ...datesOf(rows), ...promises.map((one) => one.due)], width, zoom), [rows, today, promises, width, zoom]);
  const index = useMemo(() => new Map(rows.map((row, at) => [row.id, at])), [rows]);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 16, scrollMargin: margin });
  const at = index.get(props.chosen);
  useEffect(() => {
    if (at !== undefined) virtual.scrollToIndex(at);
  }, [at, virtual]);
  const items = virtual.getVirtualItems();
  const height = rows.length * rowHeight;
  const seen = items.flatMap((item) => (rows[item.index] ? [{ row: rows[item.index] as Row, y: item.index * rowHeight }] : []));
  return (
    <>
      <div className={`${css.line} ${css.axis}`}>
        <span />
        <div ref={head}>
          <Axis scale={scale} />
        </div>
      </div>
      <div className={css.line}>
        <div ref={labels} className={css.labels} style={{ height }}>
          {seen.map(({ row, y }) => (
            <Label key={row.id} row={row} y={y} chosen={row.id === props.chosen} />
          ))}
        </div>
        <div
          ref={chart}
          className={css.chart}
          tabIndex={0}
          role="region"
          aria-label="Timeline"
          onScroll={(event) => {
            if (head.current) head.current.scrollLeft = event.currentTarget.scrollLeft;
          }}
        >
          <svg width={scale.width} height={height + 22} role="img" aria-label="Timeline of the plan; the table holds the same dates as text">
            <Defs />
            {seen.map(({ row, y }) => row.type === "task" && <rect key={row.id} className={css.row} data-drop-task={row.id} x={0} y={y} width={scale.width} height={rowHeight} />)}
            {ticks(scale).map((tick) => (
              <line key={tick.date} className={css.grid} x1={tick.x} x2={tick.x} y1={0} y2={height} />
            ))}
            <line className={css.today} x1={scale.x(today)} x2={scale.x(today)} y1={0} y2={height} />
            <text className={css.todayWord} x={scale.x(today) + 4} y={height + 14}>
              today
            </text>
            {width > 480 && <Dependencies seen={seen.map((one) => one.row)} rows={rows} index={index} scale={scale} />}
            {seen.map(({ row, y }) => (
              <RowMarks key={row.id} {...props} row={row} y={y} scale={scale} />
            ))}
            {promises.map((one) => (
              <PromiseLine key={one.id} milestone={one.milestone} {...spanOf(one, rows, index)} lower={lowerBy(one, promises, scale)} scale={scale} date={one.due} />
            ))}
          </svg>
        </div>
      </div>
    </>
  );
}

/** A promise's line runs over its project's rows, down to its own. */
function spanOf(milestone: MarkRow, rows: Row[], index: Map<string, number>): { top: number; bottom: number } {
  const own = index.get(milestone.id) ?? 0;
  let first = own;
  while (first > 0 && rows[first]?.type !== "group") first--;
  return { top: first * rowHeight + 6, bottom: (own + 1) * rowHeight };
}

/** How many lines lower a promise's words stand, so that those of its project do not overlap. */
function lowerBy(one: MarkRow, promises: MarkRow[], scale: Scale): number {
  const before = promises.slice(0, promises.indexOf(one));
  return before.filter((other) => other.milestone.project === one.milestone.project && Math.abs(scale.x(other.due) - scale.x(one.due)) < 330).length;
}

function Axis({ scale }: { scale: Scale }) {
  return (
    <svg width={scale.width} height={28} aria-hidden="true">
      {ticks(scale).map((tick) => (
        <text key={tick.date} className={css.tick} x={tick.x + 4} y={18}>
          {tick.label}
        </text>
      ))}
    </svg>
  );
}

const Defs = () => (
  <defs>
    <pattern id="preview-stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="3.5" height="7" fill="var(--good)" opacity="0.55" />
    </pattern>
    <linearGradient id="band-fade">
      <stop offset="0" stopColor="var(--accent)" stopOpacity="0.5" />
      <stop offset="1" stopColor="var(--accent)" stopOpacity="0.06" />
    </linearGradient>
  </defs>
);

const Label = memo(function Label({ row, y, chosen }: { row: Row; y: number; chosen: boolean }) {
  const style = { transform: `translateY(${y}px)` };
  if (row.type === "group") {
    return (
      <div className={css.label} style={style} data-group="">
        <span>{row.title}</span>
      </div>
    );
  }
  const record = row.type === "task" ? row.task : row.milestone;
  const who = row.type === "task" ? row.task.people.map((person) => person.title.split(" ")[0]).join(" + ") : "";
  return (
    <div className={css.label} style={style} data-drop-task={row.type === "task" ? row.id : undefined} data-chosen={chosen || undefined} data-critical={(row.type === "task" && row.critical) || row.type === "milestone" || undefined}>
      <span title={record.title}>
        <Link to={recordTo(record.kind || row.type, record.key || record.id)}>{record.title}</Link>
      </span>
      <span className={css.who} title={who}>
        {who}
      </span>
    </div>
  );
});

function RowMarks(props: Props & { row: Row; y: number; scale: Scale }) {
  const { row, y, scale, moved } = props;
  if (row.type === "group") return null;
  if (row.type === "milestone") return <MilestoneBar row={row} y={y} scale={scale} moved={moved.get(row.id)} />;
  return <Bar row={row} y={y} scale={scale} moved={moved.get(row.id)} choose={props.choose} move={props.move} />;
}

function Dependencies({ seen, rows, index, scale }: { seen: Row[]; rows: Row[]; index: Map<string, number>; scale: Scale }) {
  return seen.flatMap((row) => {
    if (row.type !== "task") return [];
    return (row.task.after ?? []).flatMap((link) => {
      const from = rows[index.get(link.id) ?? -1];
      const y1 = (index.get(link.id) ?? 0) * rowHeight + rowHeight / 2;
      const y2 = (index.get(row.id) ?? 0) * rowHeight + rowHeight / 2;
      if (from?.type !== "task") return [];
      const critical = (from.critical && row.critical) || undefined;
      return [<path key={`${link.id}-${row.id}`} className={css.dependency} data-critical={critical} d={elbow(scale.end(from.finish), y1, scale.x(row.start), y2)} />];
    });
  });
}
