import { Link } from "@tanstack/react-router";
import { memo, useMemo } from "react";
import type { PersonLoad, PlanAnswer, PlanTask } from "../api/answers";
import { recordTo } from "../answers/Statement";
import { Empty } from "../ui/bits";
import { sayShort } from "../ui/dates";
import { writeMinutes } from "../ui/units";
import { PersonChip } from "./PersonStrip";
import { useRows } from "./useRows";
import css from "./plan.module.css";

const rowHeight = 46;

interface Props {
  /** The part that is looked at: its tasks are named; the load is that of the whole plan. */
  plan: PlanAnswer;
  person: string;
  /** Absent where the reader may not change tasks. */
  put: ((person: PersonLoad, task?: string) => void) | undefined;
}

/** Each person's planned hours by week against the hours there are, by name; a name dropped on another's task joins it. */
export function PeopleView({ plan, person, put }: Props) {
  const load = useMemo(() => (plan.people ?? []).filter((one) => !person || one.id === person || one.key === person).toSorted((a, b) => a.title.localeCompare(b.title, "en")), [plan.people, person]);
  const weeks = useMemo(() => [...new Set(load.flatMap((one) => (one.weeks ?? []).map((week) => week.week)))].toSorted(), [load]);
  const work = useMemo(() => workOf(plan.tasks), [plan.tasks]);
  const { box, items, before, after } = useRows(load.length, rowHeight);
  if (!load.length) return <Empty title="Nobody is planned yet.">Tasks with an estimate and people with hours give a plan; both can be imported or typed.</Empty>;
  return (
    <div ref={box} className={css.scroll} tabIndex={0} role="region" aria-label="Load by week">
      <table className={css.load} aria-rowcount={load.length + 1}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            {weeks.map((week) => (
              <th key={week} scope="col">
                {sayShort(week)}
              </th>
            ))}
            <th scope="col">Works on</th>
          </tr>
        </thead>
        <tbody>
          <Space height={before} />
          {items.map((index) => {
            const one = load[index] as PersonLoad;
            return <PersonRow key={one.id ?? one.title} person={one} weeks={weeks} tasks={work.get(one.id ?? "") ?? []} put={put} />;
          })}
          <Space height={after} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
export const Space = ({ height }: { height: number }) => (height > 0 ? <tr aria-hidden="true" style={{ height }} /> : null);

/** Open tasks by the id of who works on them. */
function workOf(tasks: PlanTask[]): Map<string, PlanTask[]> {
  const work = new Map<string, PlanTask[]>();
  for (const task of tasks) {
    if (task.done) continue;
    for (const { id = "" } of task.people) {
      const list = work.get(id);
      if (list) list.push(task);
      else work.set(id, [task]);
    }
  }
  return work;
}

const PersonRow = memo(function PersonRow({ person, weeks, tasks, put }: { person: PersonLoad; weeks: string[]; tasks: PlanTask[]; put: Props["put"] }) {
  const of = new Map((person.weeks ?? []).map((week) => [week.week, week]));
  return (
    <tr>
      <th scope="row">
        {person.id ? <Link to={recordTo("person", person.key || person.id)}>{person.title}</Link> : person.title}
        {person.id && put && (
          <PersonChip person={person} put={put}>
            ⠿
          </PersonChip>
        )}
      </th>
      {weeks.map((week) => (
        <td key={week}>
          <Week week={of.get(week)} />
        </td>
      ))}
      <td>
        <span className={css.works}>
          {tasks.slice(0, 3).map((task) => (
            <span key={task.id} data-drop-task={task.id} title={task.title}>
              {task.title}
            </span>
          ))}
          {tasks.length > 3 && <span>and {tasks.length - 3} more</span>}
        </span>
      </td>
    </tr>
  );
});

function Week({ week }: { week: { work: number; has: number } | undefined }) {
  if (!week || week.has === 0) return <span className="quiet">away</span>;
  const share = week.work / week.has;
  return (
    <span className={css.week}>
      <span>
        <i data-full={share > 0.9 || undefined} style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      <span className="unit" style={{ background: "none", height: "auto" }}>
        {hours(week.work)} of {hours(week.has)}
      </span>
    </span>
  );
}

const hours = (minutes: number): string => writeMinutes(Math.round(minutes / 60) * 60).replace("h", " h");
