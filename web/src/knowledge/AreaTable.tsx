import { useHere } from "../shell/session";
import { ago, sayDays } from "../ui/dates";
import { percent } from "../ui/units";
import { whoKnows } from "./Map";
import type { AreaView } from "./read";
import css from "./knowledge.module.css";

/** The same areas as rows: for small screens, screen readers and copying. */
export function AreaTable({ areas, choose }: { areas: AreaView[]; choose: (id: string) => void }) {
  const { today } = useHere();
  const known = areas.some((area) => area.gone_part !== undefined);
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">Area</th>
          <th scope="col">Who knows it</th>
          <th scope="col" className={css.right}>
            Lines
          </th>
          {known && (
            <>
              <th scope="col" className={`${css.right} ${css.wide}`}>
                By people who left
              </th>
              <th scope="col" className={`${css.right} ${css.wide}`}>
                Half are older than
              </th>
            </>
          )}
          <th scope="col">Last change</th>
        </tr>
      </thead>
      <tbody>
        {areas.map((area) => (
          <tr key={area.id}>
            <td>
              <button type="button" onClick={() => choose(area.id)}>
                {area.name}
              </button>
            </td>
            <td>{whoKnows(area)}</td>
            <td className={`num ${css.right}`}>{area.lines.toLocaleString("en-GB")}</td>
            {known && (
              <>
                <td className={`num ${css.right} ${css.wide}`}>{area.gone_part === undefined ? "–" : percent(area.gone_part)}</td>
                <td className={`num ${css.right} ${css.wide}`}>{area.middle_age_days === undefined ? "–" : sayDays(area.middle_age_days)}</td>
              </>
            )}
            <td className="num">{area.last ? ago(area.last, today) : "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
