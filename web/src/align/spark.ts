// A key result drawn small: its values, where they are heading, and the target.
import type { KeyResult } from "../api/align";
import { dayNumber } from "../ui/dates";

export interface Drawn {
  /** Points of the values as an SVG polyline. */
  line: string;
  last: { x: number; y: number } | undefined;
  /** The fan from the last value to P10–P90 on the day it is wanted. */
  fan: string;
  middle: string;
  target: number;
}

/** Scales a key result to a picture of the given size; days run to the day it is wanted. */
export function draw(result: KeyResult, width: number, height: number, pad = 3): Drawn {
  const { series, target, baseline, outlook, by } = result;
  const values = [...series.map((one) => one.value), target, baseline, ...(outlook ? [outlook.p10, outlook.p90] : [])];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const first = dayNumber(series[0]?.on ?? by);
  const end = Math.max(dayNumber(by), dayNumber(series.at(-1)?.on ?? by), first + 1);
  const x = (day: number) => round(pad + ((day - first) / (end - first)) * (width - 2 * pad));
  const y = (value: number) => round(height - pad - ((value - low) / (high - low || 1)) * (height - 2 * pad));
  const points = series.map((one) => ({ x: x(dayNumber(one.on)), y: y(one.value) }));
  const last = points.at(-1);
  const edge = x(dayNumber(by));
  const ahead = last && outlook;
  return {
    line: points.map((one) => `${one.x},${one.y}`).join(" "),
    last,
    fan: ahead ? `${last.x},${last.y} ${edge},${y(outlook.p90)} ${edge},${y(outlook.p10)}` : "",
    middle: ahead ? `${last.x},${last.y} ${edge},${y(outlook.p50)}` : "",
    target: y(target),
  };
}

const round = (n: number): number => Math.round(n * 10) / 10;

/** "65.2" of a value: three figures, no trailing noughts. */
export const figure = (n: number): string => (Math.abs(n) >= 1000 ? Math.round(n).toLocaleString("en-GB") : String(Number(n.toPrecision(3))));

/** Odds as people may rely on them: never a certainty nobody has. */
export const odds = (p: number): string => (Number.isNaN(p) ? "?" : p < 0.01 ? "<1 %" : p > 0.99 ? ">99 %" : `${Math.round(p * 100)} %`);
