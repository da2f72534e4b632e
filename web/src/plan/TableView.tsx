import { Link } from "@tanstack/react-router";
import { recordTo } from "../answers/Statement";
import { csv, markdown, save } from "../records/export";
import { Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import type { Row, TaskRow } from "./read";
import css from "./plan.module.css";

const heads = ["Key", "Task", "People", "Start", "Finish", "Between", "Status"];

const cells = ({ task, start, finish, p10, p90, critical }: TaskRow): string[] => [task.key, task.title, task.people.map((person) => person.title).join(" + "), start, finish, `${p10} – ${p90}`, [task.status, critical && "critical"].filter(Boolean).join(", ")];

/** More rows than this are shown only by the timeline, which draws what is in view. */
const most = 1000;

/** The plan as text: the same rows as the timeline, to read, copy and export. */
export function TableView({ rows }: { rows: Row[] }) {
  const tasks = rows.filter((row): row is TaskRow => row.type === "task");
  return (
    <>
      <Push>
        <Button onClick={() => save("plan.csv", csv(heads, tasks.map(cells)), "text/csv")}>CSV</Button>
        <Button onClick={() => save("plan.md", markdown(heads, tasks.map(cells)), "text/markdown")}>Markdown</Button>
      </Push>
      <div className={css.scroll} tabIndex={0} role="region" aria-label="The plan as a table">
        <table className={css.table}>
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
            {tasks.slice(0, most).map((row) => (
              <tr key={row.id}>
                <td className="quiet">{row.task.key}</td>
                <td>
                  <Link to={recordTo("task", row.task.key || row.id)}>{row.task.title}</Link>
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
            ))}
          </tbody>
        </table>
      </div>
      {tasks.length > most && <p className="quiet">The first {most.toLocaleString("en-GB")} of {tasks.length.toLocaleString("en-GB")}; the files hold all.</p>}
    </>
  );
}
