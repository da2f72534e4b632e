import { Link } from "@tanstack/react-router";
import { memo, type PointerEvent, useEffect, useMemo } from "react";
import { recordTo } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { sayShort } from "../ui/dates";
import { type Column, columnBeside, columnsOf, statuses } from "./board";
import { carry } from "./drag";
import { useRows } from "./useRows";
import type { TaskRow } from "./read";
import { useStatus } from "./useStatus";
import css from "./board.module.css";

/** A card and the room below it, in pixels: every card is as high, so that a long column is drawn where it is seen. */
const cardHeight = 92;

interface Props {
  rows: TaskRow[];
  chosen: string;
  choose: (id: string) => void;
}

/** The plan as columns by status; a card carried to another column is a change of its status. */
export function Board({ rows, chosen, choose }: Props) {
  const choices = statuses(useHere().kinds);
  const columns = useMemo(() => columnsOf(rows, choices), [rows, choices]);
  const move = useStatus();
  const { box, items, toIndex } = useRows(Math.max(0, ...columns.map((one) => one.rows.length)), cardHeight);
  const all = columns.flatMap((one) => one.rows);
  const at = all.findIndex((row) => row.id === chosen);
  const place = columns.reduce((found, one) => Math.max(found, one.rows.findIndex((row) => row.id === chosen)), -1);
  useEffect(() => {
    if (place >= 0) toIndex(place);
  }, [place, toIndex]);
  const step = (by: number) => choose(all[Math.max(0, Math.min(all.length - 1, at + by))]?.id ?? "");
  const shift = (by: number) => {
    const row = all[at];
    if (row) void move(row, columnBeside(columns, row.task.status, by));
  };
  useKeys([
    { keys: "j", label: "Next card", run: () => step(1) },
    { keys: "k", label: "Previous card", run: () => step(at < 0 ? 0 : -1) },
    { keys: "]", label: "Chosen card a column to the right", run: () => shift(1) },
    { keys: "[", label: "Chosen card a column to the left", run: () => shift(-1) },
  ]);
  const carried = useMemo(
    () => (event: PointerEvent<HTMLElement>, row: TaskRow) => {
      choose(row.id);
      carry(event, row.task.title, css.ghost ?? "", "[data-status]", (target) => void move(row, target.dataset["status"] ?? row.task.status));
    },
    [choose, move],
  );
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Board">
      <div className={css.board} ref={box}>
        {columns.map((column) => (
          <OneColumn key={column.status} column={column} from={items[0] ?? 0} to={items.at(-1) ?? -1} chosen={chosen} carried={carried} move={move} choices={choices} />
        ))}
      </div>
    </div>
  );
}

interface CardProps {
  chosen: string;
  carried: (event: PointerEvent<HTMLElement>, row: TaskRow) => void;
  move: (row: TaskRow, status: string) => Promise<void>;
  choices: { value: string; label: string }[];
}

function OneColumn({ column, from, to, ...rest }: CardProps & { column: Column; from: number; to: number }) {
  const { label, status, rows } = column;
  return (
    <section className={css.column} data-status={status} aria-label={label}>
      <h2>
        {label} <span className="unit">{rows.length.toLocaleString("en-GB")}</span>
      </h2>
      <ol style={{ height: Math.max(rows.length, 1) * cardHeight }}>
        {rows.slice(from, to + 1).map((row, index) => (
          <li key={row.id} style={{ transform: `translateY(${(from + index) * cardHeight}px)` }}>
            <Card row={row} {...rest} chosen={row.id === rest.chosen ? row.id : ""} />
          </li>
        ))}
        {rows.length === 0 && <li className={css.none}>Nothing here.</li>}
      </ol>
    </section>
  );
}

const Card = memo(function Card({ row, chosen, carried, move, choices }: CardProps & { row: TaskRow }) {
  const { task } = row;
  const who = task.people.map((person) => person.title.split(" ")[0]).join(" + ");
  return (
    <div className={css.card} data-drop-task={task.id} data-critical={row.critical || undefined} data-chosen={chosen !== "" || undefined} onPointerDown={(event) => carried(event, row)}>
      <Link to={recordTo("task", task.key || task.id)} title={task.title} draggable={false}>
        {task.title}
      </Link>
      <p>
        <span>
          {task.key}
          {row.critical && <strong> · critical</strong>}
        </span>
        <span title={task.people.map((person) => person.title).join(" + ")}>{who}</span>
      </p>
      <p>
        <select aria-label={`Status of ${task.title}`} value={task.status} onPointerDown={(event) => event.stopPropagation()} onChange={(event) => void move(row, event.target.value)}>
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
        <span>{task.done ? sayShort(row.finish) : `${sayShort(row.p10)} – ${sayShort(row.p90)}`}</span>
      </p>
    </div>
  );
});
