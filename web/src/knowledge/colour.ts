// What the tiles' colour says: how many know an area, how old it is, or who knows it best.
import { type AreaView, knownBy } from "./read";

export type ColourBy = "people" | "age" | "person";

export interface Tint {
  fill: string;
  ink: string;
  label: string;
}

/** Okabe and Ito's categories, lightened where text must stand on them. */
const categories = ["#e69f00", "#56b4e9", "#2bb58c", "#f0e442", "#6aa6d6", "#e5875a", "#d99cbf"];
const nobody: Tint = { fill: "var(--nobody)", ink: "var(--ink)", label: "nobody" };
const other: Tint = { fill: "var(--line)", ink: "var(--ink)", label: "somebody else" };

/** Viridis, from young (bright) to old (dark). */
const ages: { to: number; tint: Tint }[] = [
  { to: 14, tint: { fill: "#fde725", ink: "#161d2b", label: "changed within 2 weeks" } },
  { to: 45, tint: { fill: "#6ece58", ink: "#161d2b", label: "within 6 weeks" } },
  { to: 120, tint: { fill: "#1f9e89", ink: "#0b1019", label: "within 4 months" } },
  { to: 365, tint: { fill: "#31688e", ink: "#ffffff", label: "within a year" } },
  { to: Infinity, tint: { fill: "#440154", ink: "#ffffff", label: "over a year ago" } },
];

const counts: Tint[] = [
  nobody,
  { fill: "var(--one)", ink: "var(--ink)", label: "1 person" },
  { fill: "var(--know-2)", ink: "var(--ink)", label: "2 people" },
  { fill: "var(--know-3)", ink: "var(--ink)", label: "3 people" },
  { fill: "var(--know-4)", ink: "var(--know-ink)", label: "4 or more" },
];

/** Colours for those who know areas best, by name, so that a person keeps theirs; the eighth and later share grey. */
function personTints(areas: readonly AreaView[]): Map<string, Tint> {
  const names = [...new Set(areas.flatMap((area) => (area.people[0] ? [area.people[0].title] : [])))].toSorted((a, b) => a.localeCompare(b, "en"));
  return new Map(names.map((name, index) => [name, index < categories.length ? { fill: categories[index] ?? "", ink: "#161d2b", label: name } : other]));
}

/** The tint of each area, and the legend: the tints in use, in a fixed order. */
export function tints(areas: readonly AreaView[], by: ColourBy): { of: (area: AreaView) => Tint; legend: Tint[] } {
  const persons = personTints(areas);
  const of = (area: AreaView): Tint => {
    if (by === "people") return counts[Math.min(knownBy(area), 4)] ?? nobody;
    if (by === "age") return ages.find((age) => area.age_days <= age.to)?.tint ?? other;
    return persons.get(area.people[0]?.title ?? "") ?? nobody;
  };
  const used = new Set(areas.map(of));
  const order = by === "people" ? counts : by === "age" ? ages.map((age) => age.tint) : [...persons.values(), nobody];
  return { of, legend: [...new Set(order)].filter((tint) => used.has(tint)) };
}
