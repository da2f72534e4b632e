import { useQuery } from "@tanstack/react-query";
import { Said } from "../answers/Statement";
import { answerQuery } from "../api/queries";
import { Trouble } from "../shell/states";
import { Block, Skeleton } from "../ui/bits";
import { sayDate } from "../ui/dates";
import { odds, percent } from "../ui/units";
import type { CalibrationAnswer, Given, Level } from "../api/answers";
import css from "./forecast.module.css";

export const calibrationQuery = answerQuery<CalibrationAnswer>("calibration");

/** How often forecasts came true: in words, as a chart of said against come true, and promise by promise. */
export function Calibration() {
  const query = useQuery(calibrationQuery);
  const answer = query.data;
  const levels = answer?.record?.levels.filter((level) => level.forecasts > 0) ?? [];
  return (
    <Block title="How often we were right">
      {query.error && !answer && <Trouble part error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={220} />}
      {answer && (
        <>
          <p className={css.lead}>
            <Said statement={answer.headline} />
          </p>
          <div className={css.beside}>
            {levels.length > 0 && <Reliability levels={levels} />}
            <ul className={css.says}>
              {[...answer.items, ...(answer.missing ?? []).filter((one) => one.id !== answer.headline.id)].map((one, index) => (
                <li key={index}>
                  <Said statement={one} />
                </li>
              ))}
            </ul>
          </div>
          {answer.promises.past.length > 0 && <Promises past={answer.promises.past} />}
        </>
      )}
    </Block>
  );
}

/** One line beside a date: the record that its odds carry. */
export function TrackLine() {
  const answer = useQuery(calibrationQuery).data;
  if (!answer) return null;
  return (
    <p className={css.track}>
      <Said statement={answer.headline} />
    </p>
  );
}

const size = 220;
const edge = 34;

/** Said against come true; on the diagonal forecasts are right about how sure they are. */
function Reliability({ levels }: { levels: Level[] }) {
  const at = (share: number) => edge + share * (size - edge - 8);
  const y = (share: number) => size - edge - share * (size - edge - 8);
  const points = levels.map((level) => ({ ...level, said: level.percent / 100, came: level.right / level.forecasts }));
  const label = points.map((point) => `${point.percent} % said, ${percent(point.came)} came true`).join("; ");
  return (
    <svg className={css.reliability} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line className={css.grid} x1={at(0)} x2={at(1)} y1={y(share)} y2={y(share)} />
          <text className={css.axis} x={edge - 6} y={y(share) + 4} textAnchor="end">
            {percent(share)}
          </text>
          <text className={css.axis} x={at(share)} y={size - 14} textAnchor={share === 1 ? "end" : "middle"}>
            {percent(share)}
          </text>
        </g>
      ))}
      <line className={css.ideal} x1={at(0)} y1={y(0)} x2={at(1)} y2={y(1)} />
      {points.map((point) => (
        <line key={point.percent} className={css.chance} x1={at(point.said)} x2={at(point.said)} y1={y(point.low)} y2={y(point.high)} />
      ))}
      <path className={css.curve} d={points.map((point, index) => `${index ? "L" : "M"}${at(point.said).toFixed(1)} ${y(point.came).toFixed(1)}`).join("")} />
      {points.map((point) => (
        <circle key={point.percent} className={css.point} cx={at(point.said)} cy={y(point.came)} r={3}>
          <title>{`${point.percent} % said, ${percent(point.came)} of ${point.forecasts} came true`}</title>
        </circle>
      ))}
      <text className={css.axis} x={at(1)} y={size - 1} textAnchor="end">
        said
      </text>
      <text className={css.axis} x={at(0) + 6} y={y(1) + 14}>
        came true
      </text>
    </svg>
  );
}

/** The promises that have ended, the newest first. */
function Promises({ past }: { past: Given[] }) {
  return (
    <table className={css.promises}>
      <caption>Promises that have ended</caption>
      <tbody>
        {past.toReversed().slice(0, 12).map((one) => (
          <tr key={`${one.milestone.id} ${one.date} ${one.to}`}>
            <th scope="row">{one.milestone.title}</th>
            <td className="quiet">to {one.to}</td>
            <td className="num">{sayDate(one.date)}</td>
            <td className="num quiet">{one.odds ? odds(one.odds) : ""}</td>
            <td className={one.kept ? "good" : "bad"}>{one.kept ? "kept" : "not kept"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
