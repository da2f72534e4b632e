import { timeScale } from "../plan/scale";
import { Axes } from "./Axes";
import { around, daysUp } from "./axis";
import { addDays, dayNumber, sayShort } from "../ui/dates";
import type { OutlookPoint } from "../api/answers";
import { useWidth } from "../ui/useWidth";
import css from "./forecast.module.css";

const height = 200;
const left = 56;
const bottom = 24;

/** The past of a promise: for each day kept, the range of dates it was believed to land in, against the day promised. */
export function PastOf({ days, title }: { days: OutlookPoint[]; title: string }) {
  const [box, width] = useWidth();
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last || days.length < 2) return null;
  const scale = timeScale([first.day, addDays(last.day, 1)], width - left - 8);
  const { low, high } = around(days.flatMap((one) => [one.p10, one.p90, ...(one.wanted ? [one.wanted] : [])]), 2);
  const x = (day: string) => left + scale.x(day);
  const y = (date: string) => 10 + ((high - dayNumber(date)) / Math.max(1, high - low)) * (height - bottom - 10);
  const line = (points: [string, string][]) => points.map(([day, date], index) => `${index ? "L" : "M"}${x(day).toFixed(1)} ${y(date).toFixed(1)}`).join("");
  const band = line(days.map((one) => [one.day, one.p90])) + line(days.toReversed().map((one) => [one.day, one.p10])).replace("M", "L") + "Z";
  const promised = days.filter((one) => one.wanted).map((one): [string, string] => [one.day, one.wanted ?? ""]);
  const due = promised[0];
  return (
    <figure className={css.figure}>
      <figcaption>Where it was believed to land, day by day</figcaption>
      <div ref={box} className={css.chart} style={{ height }}>
        <svg viewBox={`0 0 ${width} ${height}`} style={{ height }} role="img" aria-label={`${title}: on ${sayShort(first.day)} between ${sayShort(first.p10)} and ${sayShort(first.p90)}, on ${sayShort(last.day)} between ${sayShort(last.p10)} and ${sayShort(last.p90)}`}>
          <Axes width={width} height={height} left={left} up={daysUp(low, high, 5).map((date) => ({ key: date, y: y(date), words: sayShort(date) }))} days={scale} />
          <path className={css.range} d={band} />
          <path className={css.curve} d={line(days.map((one) => [one.day, one.p50]))} />
          {promised.length > 1 && <path className={css.promised} d={line(promised)} />}
          {due && promised.length > 1 && (
            <text className={css.word} x={x(due[0])} y={y(due[1]) + (y(due[1]) < 28 ? 16 : -6)}>
              promised {sayShort(due[1])}
            </text>
          )}
        </svg>
      </div>
    </figure>
  );
}
