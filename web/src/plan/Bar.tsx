import { memo, type PointerEvent, useRef, useState } from "react";
import { sayShort } from "../ui/dates";
import { gripOf, type MarkRow, type TaskRow } from "./read";
import type { Scale } from "./scale";
import css from "./plan.module.css";

const height = 14;
const top = 9;

interface Props {
  row: TaskRow;
  y: number;
  scale: Scale;
  moved: { start: string; finish: string } | undefined;
  choose: (id: string) => void;
  move: ((row: TaskRow, days: number) => void) | undefined;
}

const hints = { start: "", end: ". It has begun: drag to change the work that is left", none: "" };

/** The range of the finish: a band from P10 to P90 that fades, with whiskers. */
function Band({ p10, p90, y, scale }: { p10: string; p90: string; y: number; scale: Scale }) {
  const from = scale.end(p10);
  const to = scale.end(p90);
  if (to - from < 1) return null;
  return (
    <g>
      <rect x={from} y={y + top + 3} width={to - from} height={height - 6} fill="url(#band-fade)" />
      <line className={css.whisker} x1={from} x2={from} y1={y + top + 4} y2={y + top + height - 4} />
      <line className={css.whisker} x1={to} x2={to} y1={y + top + 4} y2={y + top + height - 4} />
    </g>
  );
}

/**
 * One task. What is to begin is moved whole; of what has begun the end is drawn out. While it is dragged only this component draws; the plan is asked when it is
 * let go, so that no frame waits for anything.
 */
export const Bar = memo(function Bar({ row, y, scale, moved, choose, move }: Props) {
  const { task, start, finish, p10, p90, critical } = row;
  const [shift, setShift] = useState(0);
  const from = useRef<number | undefined>(undefined);
  const grip = move ? gripOf(row) : "none";
  const x = scale.x(start);
  const width = Math.max(scale.end(finish) - x, 2);
  const days = Math.round(shift / scale.day);
  const grab = (event: PointerEvent<SVGRectElement>) => {
    choose(row.id);
    if (!move || grip === "none" || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = event.clientX;
  };
  const drag = (event: PointerEvent) => {
    if (from.current !== undefined) setShift(event.clientX - from.current);
  };
  const drop = () => {
    if (from.current === undefined) return;
    from.current = undefined;
    setShift(0);
    if (days !== 0) move?.(row, days);
  };
  const done = Math.min(1, task.done ? 1 : (task.progress ?? 0));
  return (
    <g>
      {!task.done && <Band p10={p10} p90={p90} y={y} scale={scale} />}
      <rect className={css.bar} data-critical={critical || undefined} x={x} y={y + top} width={width} height={height} rx={1.5} />
      {done > 0 && <rect className={css.doneBar} data-critical={critical || undefined} x={x} y={y + top} width={width * done} height={height} rx={1.5} />}
      {moved && <rect className={css.preview} x={scale.x(moved.start)} y={y + top} width={Math.max(scale.end(moved.finish) - scale.x(moved.start), 2)} height={height} rx={2} />}
      {days !== 0 && <rect className={css.ghost} x={grip === "end" ? x : x + days * scale.day} y={y + top - 1} width={grip === "end" ? Math.max(width + days * scale.day, scale.day) : width} height={height + 2} rx={2} />}
      <rect className={css.hit} data-task={task.key} data-drop-task={task.id} data-grip={grip} x={x} y={y + top - 4} width={Math.max(width, 10)} height={height + 8} onPointerDown={grab} onPointerMove={drag} onPointerUp={drop} onPointerCancel={() => { from.current = undefined; setShift(0); }}>
        <title>{`${task.title}: ${sayShort(start)} to ${sayShort(finish)}; finish between ${sayShort(p10)} and ${sayShort(p90)}${critical ? "; critical" : ""}${hints[grip]}`}</title>
      </rect>
    </g>
  );
});

export function MilestoneBar({ row, y, scale, moved }: { row: MarkRow; y: number; scale: Scale; moved: { finish: string } | undefined }) {
  const at = scale.end(moved?.finish ?? row.finish);
  const middle = y + top + height / 2;
  return (
    <g>
      <Band p10={row.p10} p90={row.p90} y={y} scale={scale} />
      <path className={css.diamond} d={`M${at} ${middle - 7}l7 7-7 7-7-7z`}>
        <title>{`${row.milestone.title}: ${sayShort(row.finish)}; between ${sayShort(row.p10)} and ${sayShort(row.p90)}`}</title>
      </path>
    </g>
  );
}
