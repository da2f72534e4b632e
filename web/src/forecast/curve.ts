// The S-curve: how many of the futures have finished by each day.
import { addDays, dayNumber } from "../ui/dates";

export interface Point {
  date: string;
  /** Share 0..1 of the futures finished by the end of that day. */
  share: number;
}

/**
 * Turns quantiles (by quantiles[n] in n % of the futures; "" is never) into one point a
 * day on which something finishes, shares rising.
 */
export function pointsOf(quantiles: readonly string[]): Point[] {
  const last = quantiles.length - 1;
  const byDay = new Map<string, number>();
  for (const [n, date] of quantiles.entries()) if (date && last > 0) byDay.set(date, n / last);
  return [...byDay].map(([date, share]) => ({ date, share })).toSorted((a, b) => a.date.localeCompare(b.date));
}

/** The share finished by the end of a day: a step curve between the points. */
export function shareBy(points: readonly Point[], date: string): number {
  let share = 0;
  for (const point of points) {
    if (point.date > date) break;
    share = point.share;
  }
  return share;
}

/**
 * The days to draw: up to where 99 % have finished, with a margin, and the day asked about. The rest, one future in
 * a hundred, may be months away and would press everything else together; the curve leaves the drawing below 100 %.
 */
export function spanOf(points: readonly Point[], marks: readonly string[]): { from: string; to: string } {
  const most = points.findIndex((point) => point.share >= 0.99);
  const days = [...(most < 0 ? points : points.slice(0, most + 1)).map((point) => point.date), ...marks].filter((date) => !Number.isNaN(dayNumber(date))).toSorted();
  const first = days[0] ?? "2026-01-01";
  const last = days.at(-1) ?? first;
  const margin = Math.max(2, Math.round((dayNumber(last) - dayNumber(first)) * 0.06));
  return { from: addDays(first, -margin), to: addDays(last, margin) };
}
