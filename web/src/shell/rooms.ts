// The navigation: duties, and in each the sections that exist. A section is there when
// the server's session lists it; a kind without a page of its own gets its list.
import type { Kind, Room, Session } from "../api/types";

export interface Place {
  id: string;
  label: string;
  to: string;
  count?: number | undefined;
  /** The letter after g that goes there. */
  go?: string;
}

export interface Duty {
  id: string;
  label: string;
  to: string;
  go?: string;
  count?: number | undefined;
  places: Place[];
}

interface Known extends Place {
  duty: string;
  /** Kinds whose generic list this page replaces in the navigation. */
  kinds?: string[];
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

const known: Known[] = [
  { id: "today", duty: "today", label: "Today", to: "/", go: "t" },
  { id: "plan", duty: "deliver", label: "Plan", to: "/plan", go: "p" },
  { id: "forecast", duty: "deliver", label: "Forecast", to: "/forecast", go: "f" },
  { id: "decisions", duty: "decide", label: "Decisions", to: "/decisions", go: "d", kinds: ["decision"] },
  { id: "knowledge", duty: "guide", label: "Knowledge", to: "/knowledge", go: "k" },
  { id: "who", duty: "guide", label: "Who knows", to: "/who", go: "w" },
  { id: "people", duty: "grow", label: "People", to: "/people", go: "c", kinds: ["person"] },
  { id: "skills", duty: "grow", label: "Skill matrix", to: "/skills", go: "m", kinds: ["skill-claim", "skill_claim"] },
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

export const roomList = (session: Session): Room[] => session.rooms.map((room) => (typeof room === "string" ? { id: room } : room));

/** What can be gone to by this session, duty by duty; a duty with nothing in it is left out. */
export function layout(session: Session, kinds: Kind[]): Duty[] {
  const built = new Map(roomList(session).map((room) => [room.id, room]));
  const present = known.filter((place) => built.has(place.id) || place.id === "settings");
  const covered = new Set(present.flatMap((place) => place.kinds ?? []));
  return duties.flatMap(({ id, label }) => {
    const pages = present.filter((place) => place.duty === id).map(({ kinds: _, duty: __, ...place }) => ({ ...place, count: built.get(place.id)?.count }));
    const lists = kinds
      .filter((kind) => (rooms[kind.room] ?? "settings") === id && !covered.has(kind.kind))
      .map((kind) => ({ id: kind.kind, label: kind.plural, to: `/records/${kind.kind}` }));
    const places: Place[] = [...pages, ...lists];
    const first = places[0];
    if (!first) return [];
    const counts = built.get(id)?.count ?? (id === "today" ? first.count : undefined);
    return [{ id, label, to: first.to, count: counts, places: id === "today" ? [] : places, ...(first.go ? { go: first.go } : {}) }];
  });
}

/** The duty and the place a path belongs to: the longest address that begins it. */
export function whereIs(layoutOf: Duty[], path: string): { duty?: Duty; place?: Place } {
  let best: { duty?: Duty; place?: Place } = {};
  let length = -1;
  for (const duty of layoutOf) {
    for (const place of duty.places.length ? duty.places : [{ ...duty }]) {
      const inside = place.to === "/" ? path === "/" : path === place.to || path.startsWith(`${place.to}/`);
      if (inside && place.to.length > length) {
        best = { duty, place };
        length = place.to.length;
      }
    }
  }
  return best;
}
