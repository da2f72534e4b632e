// The navigation: duties, and in each the sections that exist. A section is there when
// the server's session lists it; a kind without a page of its own gets its list.
import type { Kind, Session } from "../api/types";

export interface Place {
  id: string;
  label: string;
  to: string;
  /** The letter after g that goes there. */
  go?: string;
  /** Kinds whose records belong here too. */
  kinds?: string[];
}

export interface Duty {
  id: string;
  label: string;
  to: string;
  go?: string;
  places: Place[];
  /** Kinds whose records belong here, where there is no place for them. */
  kinds?: string[];
}

interface Known extends Place {
  duty: string;
  /** Any of these questions being answered, or kinds being kept, makes the section exist; none means always. */
  asks?: string[];
  keeps?: string[];
}

const duties: { id: string; label: string }[] = [
  { id: "today", label: "Today" },
  { id: "deliver", label: "Deliver" },
  { id: "decide", label: "Decide" },
  { id: "guide", label: "Guide" },
  { id: "grow", label: "Grow" },
  { id: "align", label: "Align" },
  { id: "settings", label: "Settings" },
];

export const known: Known[] = [
  { id: "today", duty: "today", label: "Today", to: "/", go: "t", asks: ["today"] },
  { id: "plan", duty: "deliver", label: "Plan", to: "/deliver/plan", go: "p", asks: ["plan"] },
  { id: "tradeoffs", duty: "deliver", label: "Trade-offs", to: "/deliver/tradeoffs", go: "o", asks: ["tradeoffs"] },
  { id: "forecast", duty: "deliver", label: "Forecast", to: "/deliver/forecast", go: "f", asks: ["forecast", "when"] },
  { id: "risks", duty: "deliver", label: "Risks", to: "/deliver/risks", go: "r", kinds: ["risk"], asks: ["risk"] },
  { id: "requirements", duty: "deliver", label: "Requirements", to: "/deliver/requirements", go: "q", kinds: ["requirement"], asks: ["requirements"] },
  { id: "strategy", duty: "decide", label: "Strategy", to: "/decide/strategy", go: "y", kinds: ["strategy", "bet"], asks: ["align"] },
  { id: "decisions", duty: "decide", label: "Decisions", to: "/decide/decisions", go: "d", kinds: ["decision"], asks: ["decided"] },
  { id: "knowledge", duty: "guide", label: "Knowledge", to: "/guide/knowledge", go: "k", asks: ["knowledge"] },
  { id: "who", duty: "guide", label: "Who knows", to: "/guide/who", go: "w", asks: ["who"] },
  { id: "invest", duty: "guide", label: "Where to grow it", to: "/guide/invest", asks: ["invest"] },
  { id: "learn", duty: "guide", label: "Learn an area", to: "/guide/learn", asks: ["learn"] },
  { id: "reviewers", duty: "guide", label: "Reviewers", to: "/guide/reviewers", go: "u", asks: ["reviewers"] },
  { id: "hotspots", duty: "guide", label: "Hotspots", to: "/guide/hotspots", go: "h", asks: ["hotspots"] },
  { id: "coupling", duty: "guide", label: "Coupling", to: "/guide/coupling", asks: ["coupling"] },
  { id: "technology", duty: "guide", label: "Technology in use", to: "/guide/technology", asks: ["technology"] },
  { id: "people", duty: "grow", label: "People", to: "/grow/people", go: "c", kinds: ["person"], keeps: ["person"] },
  { id: "skills", duty: "grow", label: "Skill matrix", to: "/grow/skills", go: "m", kinds: ["skill_claim"], asks: ["skills"] },
  { id: "one-on-ones", duty: "grow", label: "One-on-ones", to: "/grow/one-on-ones", go: "n", kinds: ["one_on_one", "conversation", "talking_point", "private_note"], asks: ["one-on-ones"] },
  { id: "health", duty: "grow", label: "Team health", to: "/grow/health", asks: ["health"] },
  { id: "my-time", duty: "grow", label: "My time", to: "/grow/my-time", kinds: ["balance"], asks: ["self"] },
  { id: "objectives", duty: "align", label: "Objectives", to: "/align/objectives", go: "a", kinds: ["objective"], asks: ["align"] },
  { id: "promises", duty: "align", label: "Promises", to: "/align/promises", go: "v", kinds: ["promise"], asks: ["promises"] },
  { id: "reports", duty: "align", label: "Reports", to: "/align/reports", go: "e", kinds: ["report"], asks: ["tell"] },
  { id: "settings", duty: "settings", label: "Settings", to: "/settings", go: "s" },
];

/** Where the lists of kinds stand, by the room their schema names. */
const rooms: { [room: string]: string } = {
  deliver: "deliver",
  decide: "decide",
  guide: "guide",
  grow: "grow",
  people: "grow",
  align: "align",
  frame: "settings",
  settings: "settings",
  evidence: "guide",
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What can be gone to by this session, duty by duty; a duty with nothing in it is left out. */
export function layout(session: Session, kinds: Kind[]): Duty[] {
  const built = new Set(session.rooms);
  const kept = new Set(kinds.map((kind) => kind.kind));
  const present = known.filter(({ asks = [], keeps = [] }) => (!asks.length && !keeps.length) || asks.some((one) => built.has(one)) || keeps.some((one) => kept.has(one)));
  const covered = new Set(present.flatMap((place) => place.kinds ?? []));
  return duties.flatMap(({ id, label }) => {
    const pages = present.filter((place) => place.duty === id).map(({ duty: _, asks: __, keeps: ___, ...place }) => place);
    const lists = kinds
      .filter((kind) => !kind.single && (rooms[kind.room] ?? "settings") === id && !covered.has(kind.kind))
      .map((kind) => ({ id: kind.kind, label: capital(kind.plural), to: `/records/${kind.kind}` }));
    const places: Place[] = [...pages, ...lists];
    const first = places[0];
    if (!first) return [];
    const own = { id, label, to: first.to, ...(first.go ? { go: first.go } : {}) };
    // Today is one page; the kinds kept under Settings are listed on its own pages.
    if (id === "today") return [{ ...own, places: [] }];
    return id === "settings" ? [{ ...own, places: [], kinds: lists.map((list) => list.id) }] : [{ ...own, places }];
  });
}

/** The duty and the place a path belongs to: the longest address that begins it. */
export function whereIs(layoutOf: Duty[], path: string): { duty?: Duty; place?: Place } {
  let best: { duty?: Duty; place?: Place } = {};
  let length = -1;
  for (const duty of layoutOf) {
    for (const place of duty.places.length ? duty.places : [{ ...duty }]) {
      const addresses = [place.to, ...(place.kinds ?? []).map((kind) => `/records/${kind}`)];
      for (const address of addresses) {
        const inside = address === "/" ? path === "/" : path === address || path.startsWith(`${address}/`);
        if (!inside || address.length <= length) continue;
        best = { duty, place };
        length = address.length;
      }
    }
  }
  return best;
}
