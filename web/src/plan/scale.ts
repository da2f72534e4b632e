// The timeline's mathematics: plain dates to pixels, and where the marks go. A day is a
// unit; a bar covers its days whole, from the start of the first to the end of the last.
import { dayNumber, dateOf, weekday } from "../ui/dates";

export interface Scale {
  /** First day shown. */
  from: number;
  /** The day after the last shown. */
  to: number;
  /** Pixels a day. */
  day: number;
  width: number;
  x: (date: string) => number;
  /** The end of a day: where a bar that finishes on it ends. */
  end: (date: string) => number;
  /** The date under a position. */
  date: (x: number) => string;
}

/** Spans the dates with a margin, from a Monday to a Monday, filling at least the width given. */
export function timeScale(dates: readonly string[], width: number, zoom = 1): Scale {
  const days = dates.map(dayNumber).filter((day) => !Number.isNaN(day));
  const first = days.length ? Math.min(...pair(days)) : 0;
  const last = days.length ? Math.max(...pair(days)) : 0;
  const from = first - ((first + 3) % 7);
  const to = Math.max(from + 28, last + 5);
  const day = Math.max(width / (to - from), 0.5) * zoom;
  const x = (date: string) => (dayNumber(date) - from) * day;
  return { from, to, day, width: (to - from) * day, x, end: (date) => x(date) + day, date: (at) => dateOf(from + Math.floor(at / day)) };
}

/** The least and the greatest, without spreading ten thousand arguments. */
function pair(values: readonly number[]): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

export interface Tick {
  x: number;
  date: string;
  label: string;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Mondays while they have room, else first days of months, of quarters, of years. */
export function ticks(scale: Scale, room = 64): Tick[] {
  const step = ([[7, 7], [14, 14], [28, 30], [84, 91], [360, 365]] as const).find(([, days]) => days * scale.day >= room)?.[0] ?? 360;
  const found: Tick[] = [];
  for (let day = scale.from; day < scale.to; day++) {
    const date = dateOf(day);
    if (isTick(date, day, step, scale.from)) found.push({ x: (day - scale.from) * scale.day, date, label: tickLabel(date, step) });
  }
  return found;
}

function isTick(date: string, day: number, step: number, from: number): boolean {
  if (step <= 14) return weekday(date) === 0 && (step === 7 || Math.floor((day - from) / 7) % 2 === 0);
  if (date.slice(8) !== "01") return false;
  const month = Number(date.slice(5, 7)) - 1;
  return step === 28 || (step === 84 ? month % 3 === 0 : month === 0);
}

function tickLabel(date: string, step: number): string {
  const month = months[Number(date.slice(5, 7)) - 1] ?? "";
  if (step <= 14) return `${Number(date.slice(8))} ${month}`;
  return step === 360 ? date.slice(0, 4) : `${month} ${date.slice(0, 4)}`;
}

const zones = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number | undefined>();
const dayLength = 86_400_000;

const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = zones.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone: zone || "UTC", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    zones.set(zone, format);
  }
  return format;
};

/** How far a zone is ahead at an instant, in milliseconds. */
function ahead(zone: string, at: number): number {
  const part = Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part["year"] ?? 0, (part["month"] ?? 1) - 1, part["day"], part["hour"], part["minute"]) - at;
}

/** The same over a whole day of UTC; undefined on a day in which clocks change. */
function aheadOn(zone: string, day: number): number | undefined {
  const name = `${zone} ${day}`;
  if (!offsets.has(name)) {
    const [first, last] = [ahead(zone, day * dayLength), ahead(zone, (day + 1) * dayLength)];
    offsets.set(name, first === last ? first : undefined);
  }
  return offsets.get(name);
}

/** The plain date of an instant in a zone; a plain date is itself. Ten thousand of them take a few milliseconds. */
export function dateIn(zone: string, instant: string): string {
  if (instant.length <= 10) return instant;
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return "";
  const minute = at - (at % 60_000);
  return new Date(at + (aheadOn(zone, Math.floor(at / dayLength)) ?? ahead(zone, minute))).toISOString().slice(0, 10);
}

/** An elbow from the end of one bar to the start of another, two rows apart or more. */
export function elbow(x1: number, y1: number, x2: number, y2: number): string {
  const gap = 6;
  if (x2 >= x1 + gap) return `M${x1} ${y1}H${x1 + gap}V${y2}H${x2}`;
  const middle = y1 + (y2 > y1 ? 1 : -1) * Math.abs(y2 - y1) * 0.5;
  return `M${x1} ${y1}H${x1 + gap}V${middle}H${x2 - gap}V${y2}H${x2}`;
}
