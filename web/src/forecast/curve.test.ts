import { describe, expect, it } from "vitest";
import { addDays } from "../ui/dates";
import { pointsOf, shareBy, spanOf } from "./curve";

const quantiles = Array.from({ length: 101 }, (_, n) => (n < 50 ? "2026-03-03" : n < 90 ? "2026-03-10" : n < 98 ? "2026-03-17" : ""));

describe("the S-curve", () => {
  const points = pointsOf(quantiles);

  it("rises by day and never reaches what is never finished", () => {
    expect(points).toEqual([
      { date: "2026-03-03", share: 0.49 },
      { date: "2026-03-10", share: 0.89 },
      { date: "2026-03-17", share: 0.97 },
    ]);
  });

  it("answers for any day", () => {
    expect(shareBy(points, "2026-03-02")).toBe(0);
    expect(shareBy(points, "2026-03-12")).toBe(0.89);
    expect(shareBy(points, "2027-01-01")).toBe(0.97);
  });

  it("shows the promise even when it lies outside", () => {
    const { from, to } = spanOf(points, ["2026-04-01"]);
    expect(from < "2026-03-03" && to > "2026-04-01").toBe(true);
  });

  it("is not pressed together by the last future in a hundred", () => {
    const days = Array.from({ length: 101 }, (_, n) => (n < 100 ? addDays("2026-03-01", n) : "2027-03-01"));
    const { to } = spanOf(pointsOf(days), []);
    expect(to > "2026-06-08" && to < "2026-07-01").toBe(true);
  });

  it("stands without any", () => {
    expect(pointsOf([])).toEqual([]);
    expect(shareBy([], "2026-03-12")).toBe(0);
  });
});
