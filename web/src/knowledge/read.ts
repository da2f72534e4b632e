// The map's areas, and over them what an absence leaves of each.
import type { Area, AwayAnswer, KnowledgeAnswer, Loss, Somebody } from "../api/answers";
import type { Statement } from "../api/types";
import { textOf } from "../answers/Statement";

export interface AreaView extends Area {
  id: string;
  /** How many know it while somebody is away; absent on the plain map. */
  after?: number;
  loss?: Loss;
}

const idOf = (repository: string, name: string): string => `${repository}:${name}`;

/** Names a person to the server: by key where there is one, else as commits spell it. */
export const nameOf = (person: Somebody): string => person.key || person.title;

export function areasOf(map: KnowledgeAnswer | undefined, away?: AwayAnswer): AreaView[] {
  const losses = new Map((away?.areas ?? []).map((loss) => [idOf(loss.repository, loss.area), loss]));
  return (map?.areas ?? []).map((area) => {
    const id = idOf(area.repository, area.name);
    const loss = losses.get(id);
    return { ...area, id, ...(loss ? { loss, after: loss.left } : away ? { after: area.knowers } : {}) };
  });
}

/** Everybody who knows some area, by name. */
export function knowersOf(areas: readonly Area[]): [string, string][] {
  const names = new Map(areas.flatMap((area) => area.people.map((person) => [nameOf(person), person.title] as const)));
  return [...names].toSorted((a, b) => a[1].localeCompare(b[1], "en"));
}

/** How many know it as shown: while somebody is away, those who are left. */
export const knownBy = (area: AreaView): number => area.after ?? area.knowers;

/** Why it is not known who wrote the lines of an area's repository; undefined when nothing is said of it. */
export const unknownLines = (map: KnowledgeAnswer | undefined, area: Area): Statement | undefined =>
  map?.missing?.find((one) => one.id.startsWith("lines.") && textOf(one).includes(` of ${area.repository} is `));
