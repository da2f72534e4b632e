// The marks of the charts' axes: days and amounts that people count in, with room for their words.
import { type Scale, type Tick, ticks } from "../plan/scale";
import { dateOf, dayNumber } from "../ui/dates";

/** Marks below a chart; one whose words would leave it on the right is left out. */
export const marksOf = (scale: Scale, room = 72): Tick[] => ticks(scale, room).filter((tick) => tick.x <= scale.width - room / 2);

const steps = [1, 2, 7, 14, 28, 91, 182, 364];

/** Days up an axis from low to high (day numbers), evenly apart and at most as many as there is room for. */
export function daysUp(low: number, high: number, most: number): string[] {
  const step = steps.find((days) => (high - low) / days <= most) ?? 364 * Math.ceil((high - low) / 364 / most);
  const out: string[] = [];
  // Whole weeks are counted from Mondays: 1970-01-01 was a Thursday.
  const first = step < 7 ? Math.ceil(low / step) * step : Math.ceil((low - 4) / step) * step + 4;
  for (let day = first; day <= high; day += step) out.push(dateOf(day));
  return out;
}

/** Amounts from nothing to the most, two to five steps of 1, 2, 2.5 or 5 times a power of ten. */
export function amountsUp(most: number): number[] {
  if (!(most > 0)) return [0];
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = ([1, 2, 2.5, 5, 10].find((times) => times * power * 5 >= most) ?? 10) * power;
  const out: number[] = [];
  for (let n = 0; n * step <= most * (1 + 1e-9); n++) out.push(Number((n * step).toPrecision(9)));
  return out;
}

/** The range of day numbers that some days span, with a margin. */
export function around(days: readonly string[], margin: number): { low: number; high: number } {
  const numbers = days.map(dayNumber).filter((day) => !Number.isNaN(day));
  if (!numbers.length) return { low: 0, high: 0 };
  const [least, most] = numbers.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [Infinity, -Infinity]);
  return { low: least - margin, high: most + margin };
}
