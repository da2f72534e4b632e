import { Link } from "@tanstack/react-router";
import { memo, useEffect } from "react";
import { recordTo } from "../answers/Statement";
import { Empty } from "../ui/bits";
import { sayShort } from "../ui/dates";
import { Space } from "./PeopleView";
import type { TaskRow } from "./read";
import { useRows } from "./useRows";
import css from "./plan.module.css";

const heads = ["Key", "Task", "People", "Start", "Finish", "Between", "Status"];
const rowHeight = 32;

/** The plan as text: the same rows as the timeline, to read and copy; only what is in view is drawn. */
export function TableView({ rows, chosen }: { rows: TaskRow[]; chosen: string }) {
  const { box, items, before, after, toIndex } = useRows(rows.length, rowHeight, 20);
  const at = rows.findIndex((row) => row.id === chosen);
  useEffect(() => {
    if (at >= 0) toIndex(at);
  }, [at, toIndex]);
  if (!rows.length) return <Empty title="No open task is in this part of the plan." />;
  return (
    <div ref={box} className={css.scroll} tabIndex={0} role="region" aria-label="The plan as a table">
      <table className={css.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {items.map((index) => {
            const row = rows[index];
            return row && <OneTask key={row.id} row={row} index={index} chosen={row.id === chosen} />;
          })}
          <Space height={after} />
        </tbody>
      </table>
    </div>
  );
}

const OneTask = memo(function OneTask({ row, index, chosen }: { row: TaskRow; index: number; chosen: boolean }) {
  return (
    <tr aria-rowindex={index + 2} data-chosen={chosen || undefined} data-drop-task={row.id}>
      <td className="quiet">{row.task.key}</td>
      <td>
        <Link to={recordTo("task", row.task.key || row.id)} title={row.task.title}>
          {row.task.title}
        </Link>
      </td>
      <td>{row.task.people.map((person) => person.title).join(" + ")}</td>
      <td>{sayShort(row.start)}</td>
      <td>{sayShort(row.finish)}</td>
      <td className="quiet">
        {sayShort(row.p10)} – {sayShort(row.p90)}
      </td>
      <td>
        {row.task.status}
        {row.critical && <strong> critical</strong>}
      </td>
    </tr>
  );
});
