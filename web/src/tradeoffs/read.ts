// Plans as rows of figures: which figures there are, what is best in each, and where a
// plan lies on the chart.
import type { TradeoffsAnswer, TradePlan } from "../api/tradeoffs";
import { dateIn } from "../plan/scale";
import { sayShort } from "../ui/dates";
import { money, odds } from "../ui/units";

export interface Figure {
  id: string;
  label: string;
  /** What people read. */
  text: (plan: TradePlan) => string;
  /** Higher is better; undefined where nothing can be said. */
  good: (plan: TradePlan) => number | undefined;
  /** Hidden while presenting. */
  private?: boolean;
}

export const hours = (minutes: number): string => `${Math.round(minutes / 60).toLocaleString("en-GB")} h`;

/** The outlook of a plan for the milestone looked at; of everything below zero. */
export const outlook = (plan: TradePlan, mark: number): { p80: string; odds?: number } => plan.marks[mark] ?? { p80: plan.finish.p80 };

/** The rows of the table, for one milestone or for everything. */
export function figures(answer: TradeoffsAnswer, mark: number, zone: string): Figure[] {
  const day = (plan: TradePlan) => dateIn(zone, outlook(plan, mark).p80);
  const by = answer.marks[mark]?.by;
  const rows: (Figure | false)[] = [
    { id: "finish", label: "Finish, 80 % sure", text: (plan) => sayShort(day(plan), answer.as_of), good: (plan) => -Date.parse(day(plan)) },
    !!by && { id: "odds", label: `By ${sayShort(by, answer.as_of)}`, text: (plan) => oddsOf(outlook(plan, mark).odds), good: (plan) => (outlook(plan, mark).odds === undefined ? undefined : Math.round((outlook(plan, mark).odds ?? 0) * 100)) },
    { id: "work", label: "Work", text: (plan) => hours(plan.work), good: (plan) => -Math.round(plan.work / 60) },
    !!answer.currency && { id: "cost", label: "Cost", private: true, text: (plan) => (plan.cost === undefined ? "–" : money(plan.cost, answer.currency ?? "EUR")), good: (plan) => (plan.cost === undefined ? undefined : -plan.cost) },
    answer.plans.some((plan) => plan.budget_odds !== undefined) && { id: "budget", label: "Within the budget", private: true, text: (plan) => oddsOf(plan.budget_odds), good: (plan) => plan.budget_odds },
    { id: "growth", label: "Hours toward goals", text: (plan) => hours(plan.growth), good: (plan) => Math.round(plan.growth / 60) },
    { id: "singles", label: "Known by one person", text: (plan) => String(plan.singles), good: (plan) => -plan.singles },
    { id: "changes", label: "Assignments that change", text: (plan) => (plan.names.includes("now") ? "–" : String(plan.changes)), good: () => undefined },
  ];
  return rows.filter((row): row is Figure => row !== false);
}

/** Odds as people may rely on them; a dash where there are none. */
export const oddsOf = (share: number | undefined): string => (share === undefined ? "–" : odds(share));

/** The ids of the plans that are best in a figure; none where all are alike. */
export function best(figure: Figure, plans: TradePlan[]): Set<string> {
  const values = plans.map((plan) => figure.good(plan));
  const known = values.filter((value): value is number => value !== undefined);
  const most = Math.max(...known);
  if (known.length < 2 || known.every((value) => value === most)) return new Set();
  return new Set(plans.filter((_, index) => values[index] === most).map((plan) => plan.id));
}

/** Where a plan lies: its finish as a day number with fractions, its work in hours. */
export interface Spot {
  plan: TradePlan;
  x: number;
  y: number;
  /** Share 0..1 of the most hours toward goals of all plans. */
  growth: number;
  /** Radius in pixels, by how many of the skills in use two people or more know. */
  size: number;
  named: boolean;
}

export function spots(answer: TradeoffsAnswer, mark: number): Spot[] {
  const all = [...answer.plans, ...answer.points];
  const most = Math.max(1, ...all.map((plan) => plan.growth));
  const singles = all.map((plan) => plan.singles);
  const [least, worst] = [Math.min(...singles), Math.max(...singles)];
  return all.map((plan, index) => ({
    plan,
    x: Date.parse(outlook(plan, mark).p80) / 86_400_000,
    y: plan.work / 60,
    growth: plan.growth / most,
    size: worst === least ? 6 : 4 + (5 * (worst - plan.singles)) / (worst - least),
    named: index < answer.plans.length,
  }));
}

/** Viridis at a share of 0..1, from its control points. */
export function viridis(share: number): string {
  const stops: [number, number, number][] = [
    [68, 1, 84],
    [59, 82, 139],
    [33, 145, 140],
    [94, 201, 98],
    [253, 231, 37],
  ];
  const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const low = stops[Math.floor(at)] ?? [0, 0, 0];
  const high = stops[Math.ceil(at)] ?? low;
  const part = at - Math.floor(at);
  return `rgb(${low.map((value, index) => Math.round(value + ((high[index] ?? value) - value) * part)).join(" ")})`;
}

/** Round steps over a range, about as many as asked for. */
export function steps(from: number, to: number, about: number): number[] {
  const raw = Math.max((to - from) / about, 1e-9);
  const power = 10 ** Math.floor(Math.log10(raw));
  const size = ([1, 2, 5, 10].find((one) => one * power >= raw) ?? 10) * power;
  const out: number[] = [];
  for (let at = Math.ceil(from / size) * size; at <= to + size / 1e6; at += size) out.push(at);
  return out;
}

/** Labels that would lie over each other are moved apart, downward, keeping their order. */
export function apart(tops: number[], room: number): number[] {
  const order = tops.map((_, index) => index).toSorted((a, b) => (tops[a] ?? 0) - (tops[b] ?? 0));
  const out = [...tops];
  let last = -Infinity;
  for (const index of order) {
    last = Math.max(out[index] ?? 0, last + room);
    out[index] = last;
  }
  return out;
}
