import type { Scale } from "../plan/scale";
import { marksOf } from "./axis";
import css from "./forecast.module.css";

/** Room right of a chart's drawing, in pixels. */
const right = 8;

interface Props {
  width: number;
  height: number;
  left: number;
  /** What stands up the axis, how high, and in words. */
  up: { key: string | number; y: number; words: string }[];
  days: Scale;
}

/** The lines and words a chart over days is read by: amounts up its left side, days below. */
export function Axes({ width, height, left, up, days }: Props) {
  return (
    <>
      {up.map(({ key, y, words }) => (
        <g key={key}>
          <line className={css.grid} x1={left} x2={width - right} y1={y} y2={y} />
          <text className={css.axis} x={left - 8} y={y + 4} textAnchor="end">
            {words}
          </text>
        </g>
      ))}
      {marksOf(days).map((tick) => (
        <text key={tick.date} className={css.axis} x={left + tick.x} y={height - 4}>
          {tick.label}
        </text>
      ))}
    </>
  );
}
