// The questions of the palette are fixed phrases with one blank, completed from what
// exists. Free text is never guessed at: what fits no phrase is searched for by title and key.

export type Slot = "none" | "person" | "area" | "path" | "finish" | "text" | "task";

export interface Phrase {
  id: string;
  /** The room that must exist for the answer to exist. */
  room: string;
  before: string;
  slot: Slot;
  after?: string;
  /** Words people use for it that are not its own. */
  also?: string;
  /** Set on the twelve questions of a week. */
  weekly?: true;
  /** Where the answer is, given what fills the blank. */
  to: (filled: string) => { to: string; search?: Record<string, string> };
}

/** The twelve questions of a week, and beside them those that rest on the same answers. */
export const phrases: Phrase[] = [
  { id: "today", weekly: true, room: "today", before: "what needs me today", slot: "none", also: "now first attention urgent", to: () => ({ to: "/" }) },
  { id: "when", weekly: true, room: "forecast", before: "when is ", slot: "finish", after: " done", also: "will be ready finished date odds sure forecast how", to: (key) => ({ to: "/deliver/forecast", search: { of: key } }) },
  { id: "who", weekly: true, room: "who", before: "who knows ", slot: "area", also: "expert ask about", to: (path) => ({ to: "/guide/who", search: { path } }) },
  { id: "risk", weekly: true, room: "risk", before: "what threatens our promises", slot: "none", also: "risk risks could go wrong danger dates late", to: () => ({ to: "/deliver/risks" }) },
  { id: "away", weekly: true, room: "away", before: "what if ", slot: "person", after: " is away", also: "leaves holiday sick somebody absence", to: (who) => ({ to: "/guide/knowledge", search: { who } }) },
  { id: "invest", weekly: true, room: "invest", before: "where should knowledge grow", slot: "none", also: "invest spread single one person learn hangs", to: () => ({ to: "/guide/invest" }) },
  { id: "grow", weekly: true, room: "skills", before: "who can do what, and who wants to grow", slot: "none", also: "skill skills matrix gaps missing need have which do we learn", to: () => ({ to: "/grow/skills" }) },
  { id: "decided", weekly: true, room: "decisions", before: "what did we decide about ", slot: "text", also: "why decision decisions hold still decided", to: (q) => ({ to: "/decide/decisions", search: { q } }) },
  { id: "tell", weekly: true, room: "tell", before: "what do I tell the others", slot: "none", also: "report status executives product engineers weekly write say stakeholders boss to", to: () => ({ to: "/align/reports" }) },
  { id: "align", weekly: true, room: "align", before: "does our work serve the objectives", slot: "none", also: "goals okr align purpose what is it for aligned", to: () => ({ to: "/align/objectives" }) },
  { id: "health", weekly: true, room: "health", before: "is the team well", slot: "none", also: "health load overloaded too much burnout leave how are we doing people", to: () => ({ to: "/grow/health" }) },
  { id: "self", weekly: true, room: "self", before: "where does my time go", slot: "none", also: "own balance technical managerial hours week divided how is spent", to: () => ({ to: "/grow/my-time" }) },
  { id: "tradeoffs", room: "tradeoffs", before: "what are the trade-offs", slot: "none", to: () => ({ to: "/deliver/tradeoffs" }) },
  { id: "promises", room: "promises", before: "which promises will be kept", slot: "none", to: () => ({ to: "/align/promises" }) },
  { id: "strategy", room: "align", before: "what is our strategy, and where do the hours go", slot: "none", to: () => ({ to: "/decide/strategy" }) },
  { id: "requirements", room: "requirements", before: "what is untraced, unplanned or unverified", slot: "none", to: () => ({ to: "/deliver/requirements" }) },
  { id: "review", room: "reviewers", before: "who should review ", slot: "path", to: (path) => ({ to: "/guide/reviewers", search: { path } }) },
  { id: "learn", room: "learn", before: "how does somebody learn ", slot: "area", to: (area) => ({ to: "/guide/learn", search: { area } }) },
  { id: "should", room: "who", before: "who should do ", slot: "task", to: (task) => ({ to: "/guide/who", search: { task } }) },
];

/** Kinds whose records complete a blank; an empty list takes any text as it stands. */
export const slotKinds: { [slot in Slot]: string[] } = {
  none: [],
  person: ["person", "contributor"],
  area: ["area", "component", "repository"],
  path: ["area", "component"],
  finish: ["milestone", "project", "task"],
  task: ["task"],
  text: [],
};

export type Reading =
  | { phrase: Phrase; state: "offer" }
  | { phrase: Phrase; state: "blank"; filled: string };

const words = (text: string): string[] => text.toLowerCase().split(/[\s…,?]+/).filter(Boolean);

/** Words that say nothing about which question is meant; they count only where nothing else is typed. */
const filler = new Set("a an and are be can could did do does for how i if in is it me my of on our still the to was we what which why will would".split(" "));

const telling = (text: string): string[] => {
  const all = words(text);
  const some = all.filter((word) => !filler.has(word));
  return some.length ? some : all;
};

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
  const typed = telling(text);
  for (const phrase of possible) {
    const filled = blankOf(phrase, text);
    if (filled !== undefined) {
      begun.push({ phrase, state: "blank", filled });
      continue;
    }
    const own = [...words(shown(phrase, " ")), ...words(phrase.also ?? "")];
    if (typed.every((word) => own.some((one) => one.startsWith(word)))) offered.push({ phrase, state: "offer" });
  }
  return begun.length ? begun : offered;
}
