import { timeScale } from "../plan/scale";
import { sayShort } from "../ui/dates";
import { odds as sayOdds, percent } from "../ui/units";
import { Axes } from "./Axes";
import { type Point, shareBy, spanOf } from "./curve";
import { useWidth } from "../ui/useWidth";
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

interface Word {
  x: number;
  y: number;
  end: boolean;
  text: string;
}

/** Words beside a point, on its left where they would leave the drawing. */
const beside = (at: number, y: number, text: string, width: number): Word => {
  const end = at > width - 8 - text.length * 6.6;
  return { x: at + (end ? -8 : 8), y, end, text };
};

/** The words of the promise: the curve rises, so that above a point its left side is free, and far below one near the top both are. */
function promise(at: number, y: number, share: number, text: string, width: number): Word {
  if (share > 0.9) return beside(at, height * 0.7, text, width);
  const word = { x: at - 8, y: Math.max(26, y - 8), end: true, text };
  return word.x - text.length * 6.6 > left ? word : beside(at, word.y, text, width);
}

/** Two words that would lie on each other stand one below the other. */
function apart(words: Word[]): Word[] {
  const [one, two] = words;
  if (!one || !two) return words;
  const span = (word: Word): [number, number] => (word.end ? [word.x - word.text.length * 6.6, word.x] : [word.x, word.x + word.text.length * 6.6]);
  const [a, b] = [span(one), span(two)];
  const meet = Math.abs(one.y - two.y) < 16 && a[0] < b[1] && b[0] < a[1];
  return meet ? [one, { ...two, y: one.y + (one.y > height / 2 ? -18 : 18) }] : words;
}

/** How sure by when: the share of futures finished by each day, the range P10–P90 shaded, the promise marked. */
export function Curve(props: Props) {
  const { points, p10, p90, p80, promised, word = "promised", label } = props;
  const [box, width] = useWidth();
  const span = spanOf(points, promised ? [promised] : []);
  const scale = timeScale([span.from, span.to], width - left - 8);
  const y = (share: number) => (1 - share) * (height - bottom - 12) + 12;
  const x = (date: string) => Math.min(width - 8, left + scale.end(date));
  let path = `M${left} ${y(0)}`;
  for (const point of points) if (point.date <= span.to) path += `L${x(point.date).toFixed(1)} ${y(point.share).toFixed(1)}`;
  path += `H${width - 8}`;
  const odds = promised ? (props.odds ?? shareBy(points, promised)) : 0;
  const words: Word[] = [];
  if (p80) words.push(beside(x(p80), y(Math.max(0.8, shareBy(points, p80))) + 18, `80\u00a0% sure: ${sayShort(p80)}`, width));
  if (promised) words.push(promise(x(promised), y(odds), odds, `${word} ${sayShort(promised)} · ${sayOdds(odds)}`, width));
  return (
    <div ref={box} className={css.chart}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <Axes width={width} height={height} left={left} up={shares.map((share) => ({ key: share, y: y(share), words: percent(share) }))} days={scale} />
        {p10 && p90 && <rect className={css.range} x={x(p10)} y={12} width={Math.max(0, x(p90) - x(p10))} height={height - bottom - 12} />}
        <path className={css.curve} d={path} />
        {p80 && <circle className={css.point} cx={x(p80)} cy={y(Math.max(0.8, shareBy(points, p80)))} r={4} />}
        {promised && <line className={css.mark} x1={x(promised)} x2={x(promised)} y1={12} y2={height - bottom} />}
        {apart(words).map((one) => (
          <text key={one.text} className={css.word} x={one.x} y={one.y} textAnchor={one.end ? "end" : "start"}>
            {one.text}
          </text>
        ))}
      </svg>
    </div>
  );
}
