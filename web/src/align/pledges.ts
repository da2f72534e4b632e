import type { Pledge } from "../api/promises";
import type { Level } from "../api/types";

/** What a state of a promise says, and how it should be taken. */
export const states: { [state: string]: { says: string; level?: Level; tone?: string } } = {
  short: { says: "under what was agreed", level: "bad", tone: "bad" },
  overdue: { says: "past its day", level: "warn", tone: "warn" },
  unheard: { says: "not confirmed for long", level: "warn", tone: "warn" },
  open: { says: "no odds known", level: "info", tone: "quiet" },
  safe: { says: "as agreed", level: "good", tone: "good" },
  kept: { says: "kept", level: "good", tone: "good" },
  broken: { says: "broken", tone: "bad" },
  withdrawn: { says: "withdrawn", tone: "quiet" },
};

export const wanting = {
  open: (one: Pledge): boolean => one.state !== "kept" && one.state !== "broken" && one.state !== "withdrawn",
};

/** Where a share of one lies on a bar, in percent, kept off its very ends. */
export const along = (share: number): string => `${Math.max(0, Math.min(100, share * 100))}%`;

/** The words for where odds come from. */
export function sourceOf(one: Pledge): string {
  if (one.source === "plan") return "by the plan";
  return one.source === "word" ? "by their word" : "";
}
