import { expect, test } from "vitest";
import type { TradeoffsAnswer, TradePlan } from "../api/tradeoffs";
import { apart, best, figures, oddsOf, spots, steps, viridis } from "./read";

const words = (text: string) => ({ id: "x", segments: [{ text }], evidence: [] });

const plan = (id: string, over: Partial<TradePlan> = {}): TradePlan => ({
  id, names: [id], title: words(id), words: [], against: words(id),
  finish: { p10: "2026-03-01T10:00:00Z", p50: "2026-03-02T10:00:00Z", p80: "2026-03-05T10:00:00Z", p90: "2026-03-06T10:00:00Z" },
  marks: [{ p10: "", p50: "", p80: "2026-03-04T10:00:00Z", p90: "", odds: 0.5 }], work: 6000, growth: 0, singles: 2, shared: 0, changes: 1, hand_overs: 0, differs: [], ...over,
});

const answer = (plans: TradePlan[], points: TradePlan[] = []): TradeoffsAnswer => ({
  question: "tradeoffs", headline: words("h"), as_of: "2026-02-20", computed_at: "", facts: { repositories: 0, age_s: 0 }, missing: [], result: "r", marks: [{ id: "m", key: "m", kind: "milestone", title: "Launch", by: "2026-03-10", promised: true, confidence: 0.8 }],
  plans, points, trials: 10, busy: false, stale: false,
});

test("the figures of a milestone, and the best of each", () => {
  const now = plan("now");
  const soon = plan("soonest", { marks: [{ p10: "", p50: "", p80: "2026-03-02T10:00:00Z", p90: "", odds: 0.9 }], work: 7200 });
  const rows = figures(answer([now, soon]), 0, "UTC");
  expect(rows.map((row) => row.label)).toEqual(["Finish, 80 % sure", "By 10 Mar", "Work", "Hours toward goals", "Known by one person", "Assignments that change"]);
  expect(rows.map((row) => row.text(soon))).toEqual(["2 Mar", "90 %", "120 h", "0 h", "2", "1"]);
  expect(rows.map((row) => [...best(row, [now, soon])])).toEqual([["soonest"], ["soonest"], ["now"], [], [], []]);
  expect(rows[5]?.text(now)).toBe("–");
});

test("without a milestone plans are compared by everything", () => {
  const rows = figures({ ...answer([plan("now", { marks: [] })]), marks: [] }, -1, "UTC");
  expect(rows[0]?.text(plan("now", { marks: [] }))).toBe("5 Mar");
  expect(rows.some((row) => row.id === "odds" || row.id === "cost")).toBe(false);
});

test("cost stands where there is money to show, and is private", () => {
  const rows = figures({ ...answer([plan("now", { cost: 123_400 })]), currency: "EUR" }, 0, "UTC");
  const cost = rows.find((row) => row.id === "cost");
  expect(cost?.private).toBe(true);
  expect(cost?.text(plan("now", { cost: 123_400 }))).toBe("€1,234");
});

test("odds are never certain", () => {
  expect([undefined, 0, 0.004, 0.42, 0.999, 1].map(oddsOf)).toEqual(["–", "under 1 %", "under 1 %", "42 %", "over 99 %", "over 99 %"]);
});

test("spots place every plan; fewer single knowers are drawn larger", () => {
  const list = spots(answer([plan("now"), plan("safest", { singles: 0, growth: 600 })], [plan("p3", { singles: 4 })]), 0);
  expect(list.map((spot) => [spot.plan.id, spot.size, spot.growth, spot.named])).toEqual([["now", 6.5, 0, true], ["safest", 9, 1, true], ["p3", 4, 0, false]]);
});

test("colours, steps and labels", () => {
  expect([viridis(0), viridis(0.5), viridis(2)]).toEqual(["rgb(68 1 84)", "rgb(33 145 140)", "rgb(253 231 37)"]);
  expect(steps(588, 655, 4)).toEqual([600, 620, 640]);
  expect(apart([10, 12, 40], 14)).toEqual([10, 24, 40]);
});
