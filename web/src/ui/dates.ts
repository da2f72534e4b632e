// Dates as people say them. A date is a plain "2026-03-10"; it never passes through a
// zone. An instant is shown in the viewer's zone.

const day = 86_400_000;

/** Days since 1970-01-01 of a plain date or the date part of an instant; NaN when it is neither. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / day);
}

export function dateOf(number: number): string {
  return new Date(number * day).toISOString().slice(0, 10);
}

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** 0 is Monday. */
export const weekday = (date: string): number => (dayNumber(date) + 3) % 7;

export const monday = (date: string): string => addDays(date, -weekday(date));

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const long = format({ weekday: "long", day: "numeric", month: "long" });
const whole = format({ day: "numeric", month: "long" });

const utc = (date: string) => new Date(dayNumber(date) * day);

/** "10 Mar", with the year when it is not this one. */
export function sayShort(date: string, today?: string): string {
  if (Number.isNaN(dayNumber(date))) return date;
  const far = today !== undefined && today.slice(0, 4) !== date.slice(0, 4);
  const text = `${Number(date.slice(8, 10))} ${months[Number(date.slice(5, 7)) - 1]}`;
  return far ? `${text} ${date.slice(0, 4)}` : text;
}

/** "10 March", with the year when it is not this one. */
export function sayDate(date: string, today?: string): string {
  if (Number.isNaN(dayNumber(date))) return date;
  const far = today !== undefined && today.slice(0, 4) !== date.slice(0, 4);
  return far ? `${whole.format(utc(date))} ${date.slice(0, 4)}` : whole.format(utc(date));
}

/** "Friday, 20 February". */
export const sayLong = (date: string): string => (Number.isNaN(dayNumber(date)) ? date : long.format(utc(date)).replace(/^(\w+) /, "$1, "));

/** How long ago, small: "2 d", "5 w", "7 mo"; "today" on the day itself. */
export function ago(date: string, today: string): string {
  const days = dayNumber(today) - dayNumber(date);
  if (Number.isNaN(days)) return "";
  if (days <= 0) return "today";
  if (days < 21) return `${days} d`;
  if (days < 70) return `${Math.round(days / 7)} w`;
  return days < 700 ? `${Math.round(days / 30.4)} mo` : `${Math.round(days / 365)} y`;
}

/** The same in a sentence: "2 d ago", "today". */
export function saidAgo(date: string, today: string): string {
  const said = ago(date, today);
  return said === "" || said === "today" ? said : `${said} ago`;
}

/** A length of time in whole days: "12 days", "14 months", "2.1 years". */
export function sayDays(days: number): string {
  if (days < 1) return "under a day";
  if (days < 60) return days === 1 ? "1 day" : `${days} days`;
  return days < 730 ? `${Math.round(days / 30.44)} months` : `${(days / 365.25).toFixed(1)} years`;
}

/** An age of seconds in words: "2 minutes". */
export function sayAge(seconds: number): string {
  const units: [number, string][] = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
  ];
  for (const [size, name] of units) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${name}${count === 1 ? "" : "s"}`;
  }
  return "less than a minute";
}

/** An instant in the viewer's zone: "20 Feb, 14:05". */
export function sayInstant(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(at);
}
