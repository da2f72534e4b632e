// How often a one-on-one comes, and when the next would be.
import { addDays, weekday } from "../ui/dates";

export const rhythms = [
  { every: "week", label: "Every week", days: 7 },
  { every: "two weeks", label: "Every two weeks", days: 14 },
  { every: "month", label: "Every four weeks", days: 28 },
  { every: "quarter", label: "Every quarter", days: 91 },
];

/** The day after a talk on which the next would be: a working day, never one that has passed. */
export function nextAfter(every: string | undefined, planned: string | undefined, today: string): string {
  const days = rhythms.find((one) => one.every === every)?.days ?? 14;
  let next = addDays(planned && planned > addDays(today, -days) ? planned : today, days);
  if (next <= today) next = addDays(today, days);
  const over = weekday(next) - 4;
  return over > 0 ? addDays(next, 3 - over) : next;
}
