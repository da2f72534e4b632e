import { useLayoutEffect, useRef, useState } from "react";
import { ticks, timeScale } from "../plan/scale";
import { sayShort } from "../ui/dates";
import { percent } from "../ui/units";
import { type Point, shareBy, spanOf } from "./curve";
import css from "./forecast.module.css";

const height = 300;
const left = 40;
const bottom = 24;
const shares = [0, 0.25, 0.5, 0.75, 1];

interface Props {
  points: Point[];
  p10: string;
  p90: string;
  p80: string;
  /** The day promised or asked about. */
  promised?: string;
  word?: string;
  /** Its odds where the answer states them; else they are read off the curve. */
  odds?: number | undefined;
  label: string;
}

/** How sure by when: the share of futures finished by each day, the range P10–P90 shaded, the promise marked. */
export function Curve(props: Props) {
  const { points, p10, p90, p80, promised, word = "promised", label } = props;
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(720);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const watch = new ResizeObserver(() => setWidth(node.clientWidth));
    watch.observe(node);
    setWidth(node.clientWidth || 720);
    return () => watch.disconnect();
  }, []);
  const span = spanOf(points, promised ? [promised] : []);
  const scale = timeScale([span.from, span.to], width - left - 8);
  const y = (share: number) => (1 - share) * (height - bottom - 12) + 12;
  const x = (date: string) => Math.min(width - 8, left + scale.end(date));
  let path = `M${left} ${y(0)}`;
  for (const point of points) path += `L${x(point.date).toFixed(1)} ${y(point.share).toFixed(1)}`;
  path += `H${width - 8}`;
  const odds = promised ? (props.odds ?? shareBy(points, promised)) : 0;
  return (
    <div ref={box} className={css.chart}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {shares.map((share) => (
          <g key={share}>
            <line className={css.grid} x1={left} x2={width - 8} y1={y(share)} y2={y(share)} />
            <text className={css.axis} x={left - 8} y={y(share) + 4} textAnchor="end">
              {percent(share)}
            </text>
          </g>
        ))}
        {ticks(scale, 72).map((tick) => (
          <text key={tick.date} className={css.axis} x={left + tick.x} y={height - 4}>
            {tick.label}
          </text>
        ))}
        {p10 && p90 && <rect className={css.range} x={x(p10)} y={12} width={Math.max(0, x(p90) - x(p10))} height={height - bottom - 12} />}
        <path className={css.curve} d={path} />
        {p80 && <circle className={css.point} cx={x(p80)} cy={y(Math.max(0.8, shareBy(points, p80)))} r={4} />}
        {p80 && (
          <text className={css.word} x={x(p80) + 8} y={y(Math.max(0.8, shareBy(points, p80))) + 18}>
            80 % sure: {sayShort(p80)}
          </text>
        )}
        {promised && (
          <>
            <line className={css.mark} x1={x(promised)} x2={x(promised)} y1={12} y2={height - bottom} />
            <text className={css.word} x={x(promised) + (x(promised) > width - 160 ? -6 : 6)} y={y(odds) - 8 < 20 ? 34 : Math.max(24, y(odds) - 8)} textAnchor={x(promised) > width - 160 ? "end" : "start"}>
              {word} {sayShort(promised)} · {percent(odds)}
            </text>
          </>
        )}
      </svg>
    </div>
  );
}
