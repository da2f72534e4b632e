import { Link } from "@tanstack/react-router";
import type { PlanAnswer } from "../api/answers";
import { recordTo } from "../answers/Statement";
import { Empty } from "../ui/bits";
import { sayShort } from "../ui/dates";
import { writeMinutes } from "../ui/units";
import css from "./plan.module.css";

/** Each person's planned hours by week against the hours there are, by name. */
export function PeopleView({ plan }: { plan: PlanAnswer }) {
  const load = (plan.people ?? []).toSorted((a, b) => a.title.localeCompare(b.title, "en"));
  const weeks = [...new Set(load.flatMap((one) => (one.weeks ?? []).map((week) => week.week)))].toSorted();
  if (!load.length) return <Empty title="Nobody is planned yet.">Tasks with an estimate and people with hours give a plan; both can be imported or typed.</Empty>;
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Load by week">
      <table className={css.load}>
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
          {load.map((person) => (
            <tr key={person.id ?? person.title}>
              <th scope="row">{person.id ? <Link to={recordTo("person", person.key || person.id)}>{person.title}</Link> : person.title}</th>
              {weeks.map((week) => (
                <td key={week}>
                  <Week week={person.weeks?.find((one) => one.week === week)} />
                </td>
              ))}
              <td className="quiet">
                {plan.tasks
                  .filter((task) => !task.done && task.people.some((one) => one.id === person.id))
                  .slice(0, 4)
                  .map((task) => task.title)
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

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
