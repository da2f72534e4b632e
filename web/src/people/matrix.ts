// The skill matrix as the page draws it: people by name, skills by category. A
// disagreement between claims is shown, not averaged away.
import type { ClaimState, SkillCell, SkillColumn, SkillsAnswer, Somebody } from "../api/answers";

export interface Matrix {
  people: Somebody[];
  skills: SkillColumn[];
  cell: (person: string, skill: string) => SkillCell | undefined;
}

const categories = ["technical", "domain", "leadership", ""];

export function matrixOf(answer: SkillsAnswer): Matrix {
  const cells = new Map(answer.cells.map((cell) => [`${cell.person} ${cell.skill}`, cell]));
  const rank = (category: string | undefined) => categories.indexOf(category ?? "");
  return {
    people: answer.people.toSorted((a, b) => a.title.localeCompare(b.title, "en")),
    skills: answer.skills.toSorted((a, b) => rank(a.category) - rank(b.category) || a.title.localeCompare(b.title, "en")),
    cell: (person, skill) => cells.get(`${person} ${skill}`),
  };
}

/** Levels claimed beside the one planning takes, where they differ. */
export const otherLevels = (cell: SkillCell): number[] => [...new Set((cell.claims ?? []).map((claim) => claim.level))].filter((level) => level !== cell.level);

/** A skill the plan needs that hangs on one person, or on nobody. */
export const isThin = (skill: SkillColumn): boolean => skill.holders < 2 && (skill.needed > 0 || skill.holders === 0);

/** The states of a claim in a word or two. */
export const stateWord: { [state in ClaimState]: string } = {
  asserted: "nothing shows it yet",
  evidenced: "shown in the repositories",
  contested: "contested",
  expired: "last shown long ago",
  unsaid: "shown, nobody says so",
  unseen: "repositories cannot show it",
};

/** The mark of a state in the matrix; what is shown as said has none. */
export const markOf = (cell: SkillCell): string => (cell.state === "asserted" || cell.state === "expired" ? "~" : cell.state === "unsaid" ? "+" : "");
