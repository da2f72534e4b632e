// The skill matrix from its records: people by name, skills by category, and in each
// cell every claim side by side. A disagreement is shown, not averaged away.
import type { RecordOf } from "../api/types";
import { refId } from "../records/schema";

export interface Claim {
  id: string;
  source: string;
  level: number;
  goal: number;
  interest: number;
  when: string;
}

export interface Cell {
  claims: Claim[];
  /** The level to show: the lead's word, else one's own, else a peer's. */
  level: number | undefined;
  contested: boolean;
  wants: boolean;
}

export interface SkillColumn {
  skill: RecordOf;
  category: string;
  /** People at level 3 or more by the level shown. */
  holders: number;
}

export interface Matrix {
  people: RecordOf[];
  skills: SkillColumn[];
  cell: (person: string, skill: string) => Cell;
}

const order = ["lead", "self", "peer"];
const categories = ["technical", "domain", "leadership"];
const none: Cell = { claims: [], level: undefined, contested: false, wants: false };

/** From this level on somebody counts as holding a skill. */
export const holds = 3;

export function matrixOf(people: RecordOf[], skills: RecordOf[], claims: RecordOf[]): Matrix {
  const cells = new Map<string, Claim[]>();
  for (const { id, data } of claims) {
    const at = `${refId(data["person"])} ${refId(data["skill"])}`;
    const claim: Claim = { id, source: String(data["source"] ?? ""), level: Number(data["level"] ?? 0), goal: Number(data["goal"] ?? 0), interest: Number(data["interest"] ?? 0), when: String(data["when"] ?? "") };
    cells.set(at, [...(cells.get(at) ?? []), claim]);
  }
  const cell = (person: string, skill: string): Cell => {
    const list = cells.get(`${person} ${skill}`);
    return list ? cellOf(list) : none;
  };
  const named = people.toSorted((a, b) => a.title.localeCompare(b.title, "en"));
  const columns = skills.map((skill): SkillColumn => ({ skill, category: String(skill.data["category"] ?? ""), holders: named.filter((person) => (cell(person.id, skill.id).level ?? 0) >= holds).length }));
  const rank = (category: string) => (categories.indexOf(category) + categories.length + 1) % (categories.length + 1);
  return { people: named, skills: columns.toSorted((a, b) => rank(a.category) - rank(b.category) || a.skill.title.localeCompare(b.skill.title, "en")), cell };
}

function cellOf(list: Claim[]): Cell {
  // Of several claims by one source the newest counts.
  const newest = order.flatMap((source) => list.filter((one) => one.source === source).toSorted((a, b) => b.when.localeCompare(a.when)).slice(0, 1));
  const levels = new Set(newest.map((one) => one.level));
  return { claims: newest, level: newest[0]?.level, contested: levels.size > 1, wants: list.some((one) => one.goal > one.level || one.interest > 0) };
}
