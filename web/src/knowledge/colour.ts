// What the tiles' colour says: how many know an area, how old it is, who knows it best, or
// how much of it is by people who left.
import { type AreaView, knownBy } from "./read";

export type ColourBy = "people" | "age" | "person" | "left";

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

const unknown: Tint = { fill: "var(--line)", ink: "var(--ink)", label: "not known" };

/** The part of the lines by people who left: the fewer are still here to ask, the warmer. */
const left: { to: number; tint: Tint }[] = [
  { to: 0.1, tint: { fill: "var(--know-4)", ink: "var(--know-ink)", label: "under 10 % by people who left" } },
  { to: 0.25, tint: { fill: "var(--know-3)", ink: "var(--ink)", label: "10 to 25 %" } },
  { to: 0.5, tint: { fill: "var(--know-2)", ink: "var(--ink)", label: "25 to 50 %" } },
  { to: 0.75, tint: { fill: "var(--one)", ink: "var(--ink)", label: "50 to 75 %" } },
  { to: Infinity, tint: { fill: "var(--nobody)", ink: "var(--ink)", label: "75 % or more" } },
];

const leftTint = (part: number | undefined): Tint => (part === undefined ? unknown : left.find((one) => part < one.to)?.tint ?? unknown);

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
    if (by === "left") return leftTint(area.gone_part);
    return persons.get(area.people[0]?.title ?? "") ?? nobody;
  };
  const used = new Set(areas.map(of));
  const orders: { [by in ColourBy]: Tint[] } = {
    people: counts,
    age: ages.map((age) => age.tint),
    left: [...left.map((one) => one.tint), unknown],
    person: [...persons.values(), nobody],
  };
  const order = orders[by] ?? orders.person;
  return { of, legend: [...new Set(order)].filter((tint) => used.has(tint)) };
}
