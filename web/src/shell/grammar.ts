// The questions of the palette are fixed phrases with one blank, completed from what
// exists. Free text is never guessed at: what fits no phrase is searched for by title and key.

export type Slot = "none" | "person" | "area" | "finish" | "text" | "task";

export interface Phrase {
  id: string;
  /** The room that must exist for the answer to exist. */
  room: string;
  before: string;
  slot: Slot;
  after?: string;
  /** Where the answer is, given what fills the blank. */
  to: (filled: string) => { to: string; search?: Record<string, string> };
}

export const phrases: Phrase[] = [
  { id: "today", room: "today", before: "what needs me today", slot: "none", to: () => ({ to: "/" }) },
  { id: "who", room: "who", before: "who knows ", slot: "area", to: (path) => ({ to: "/guide/who", search: { path } }) },
  { id: "when", room: "forecast", before: "when is ", slot: "finish", after: " done", to: (key) => ({ to: "/deliver/forecast", search: { of: key } }) },
  { id: "away", room: "away", before: "what if ", slot: "person", after: " is away", to: (who) => ({ to: "/guide/knowledge", search: { who } }) },
  { id: "decided", room: "decisions", before: "what did we decide about ", slot: "text", to: (q) => ({ to: "/decide/decisions", search: { q } }) },
  { id: "should", room: "who", before: "who should do ", slot: "task", to: (task) => ({ to: "/guide/who", search: { task } }) },
];

/** Kinds whose records complete a blank; an empty list takes any text as it stands. */
export const slotKinds: { [slot in Slot]: string[] } = {
  none: [],
  person: ["person", "contributor"],
  area: ["area", "component", "repository"],
  finish: ["milestone", "project", "task"],
  task: ["task"],
  text: [],
};

export type Reading =
  | { phrase: Phrase; state: "offer" }
  | { phrase: Phrase; state: "blank"; filled: string };

const words = (text: string): string[] => text.toLowerCase().split(/[\s…]+/).filter(Boolean);

export const shown = (phrase: Phrase, filled = "…"): string =>
  phrase.slot === "none" ? phrase.before : `${phrase.before}${filled}${phrase.after ?? ""}`;

/** What stands in the blank, when the text begins the phrase; undefined when it does not. */
export function blankOf(phrase: Phrase, text: string): string | undefined {
  const low = text.toLowerCase();
  const before = phrase.before.toLowerCase();
  if (phrase.slot === "none" || !low.startsWith(before)) return undefined;
  const rest = text.slice(before.length).replace(/\?+$/, "").replace("…", "");
  const after = phrase.after ?? "";
  // "what if ana is aw" already means "… is away": the tail typed so far is no part of the name.
  for (let length = after.length; length > 1; length--) {
    const tail = after.slice(0, length);
    if (rest.toLowerCase().endsWith(tail)) return rest.slice(0, rest.length - length).trim();
  }
  return rest.trim();
}

/**
 * Which phrases the text could be: those it has begun, with what fills the blank, then
 * those that hold every word typed. Phrases of rooms not built are never offered.
 */
export function read(text: string, rooms: readonly string[]): Reading[] {
  const possible = phrases.filter((phrase) => rooms.includes(phrase.room));
  const begun: Reading[] = [];
  const offered: Reading[] = [];
  const typed = words(text);
  for (const phrase of possible) {
    const filled = blankOf(phrase, text);
    if (filled !== undefined) {
      begun.push({ phrase, state: "blank", filled });
      continue;
    }
    const own = words(shown(phrase, " "));
    if (typed.every((word) => own.some((one) => one.startsWith(word)))) offered.push({ phrase, state: "offer" });
  }
  return begun.length ? begun : offered;
}
