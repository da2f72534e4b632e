import { Axes } from "./Axes";
import { amountsUp } from "./axis";
import { addDays } from "../ui/dates";
import { useHere } from "../shell/session";
import { dateIn, timeScale } from "../plan/scale";
import type { OutlookAnswer } from "../api/answers";
import { useWidth } from "../ui/useWidth";
import css from "./forecast.module.css";

const height = 220;
const left = 48;
const bottom = 24;

/** The work that is left: what it was on past days, and P10–P90 of what it will be week by week. */
export function Fan({ outlook }: { outlook: OutlookAnswer }) {
  const { session } = useHere();
  const [box, width] = useWidth();
  const ahead = outlook.remaining.map((band) => ({ ...band, day: dateIn(session.organisation.zone, band.at) }));
  const last = ahead.findLastIndex((band) => band.p90 > 0);
  const shown = ahead.slice(0, Math.max(2, last + 2));
  const first = shown[0];
  if (!first) return null;
  const from = outlook.left[0]?.day ?? first.day;
  const to = shown.at(-1)?.day ?? first.day;
  const scale = timeScale([from, addDays(to, 1)], width - left - 8);
  const most = Math.max(1, ...outlook.left.map((one) => one.left), ...shown.map((band) => band.p90));
  const x = (day: string) => left + scale.x(day);
  const y = (minutes: number) => 12 + (1 - minutes / most) * (height - bottom - 12);
  const line = (points: [string, number][]) => points.map(([day, value], index) => `${index ? "L" : "M"}${x(day).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const band = line(shown.map((one) => [one.day, one.p90])) + line(shown.toReversed().map((one) => [one.day, one.p10])).replace("M", "L") + "Z";
  return (
    <div ref={box} className={css.chart} style={{ height }}>
      <svg viewBox={`0 0 ${width} ${height}`} style={{ height }} role="img" aria-label={`${Math.round(first.p50 / 60)} hours of work are left; the band is the range of nine in ten futures less one in ten`}>
        <Axes width={width} height={height} left={left} up={amountsUp(most / 60).map((hours) => ({ key: hours, y: y(hours * 60), words: `${hours.toLocaleString("en-GB")} h` }))} days={scale} />
        <path className={css.range} d={band} />
        <path className={css.curve} d={line(shown.map((one) => [one.day, one.p50]))} />
        {outlook.left.length > 1 && <path className={css.gone} d={line(outlook.left.map((one) => [one.day, one.left]))} />}
        <line className={css.today} x1={x(outlook.as_of)} x2={x(outlook.as_of)} y1={12} y2={height - bottom} />
      </svg>
    </div>
  );
}
