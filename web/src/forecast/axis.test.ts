import { describe, expect, it } from "vitest";
import { timeScale } from "../plan/scale";
import { dayNumber, weekday } from "../ui/dates";
import { amountsUp, around, daysUp, marksOf } from "./axis";

describe("marks of axes", () => {
  it("stand evenly apart, as many as there is room for", () => {
    for (const [low, high] of [["2026-10-01", "2026-10-09"], ["2026-10-01", "2027-01-15"], ["2024-01-01", "2029-01-01"]] as const) {
      const days = daysUp(dayNumber(low), dayNumber(high), 6);
      expect(days.length).toBeGreaterThanOrEqual(2);
      expect(days.length).toBeLessThanOrEqual(7);
      const gaps = new Set(days.slice(1).map((day, index) => dayNumber(day) - dayNumber(days[index] ?? "")));
      expect(gaps.size).toBe(1);
      expect(days.every((day) => day >= low && day <= high)).toBe(true);
    }
    expect(daysUp(dayNumber("2026-10-01"), dayNumber("2026-12-15"), 6).every((day) => weekday(day) === 0)).toBe(true);
  });

  it("count amounts in round steps up to the most", () => {
    expect(amountsUp(775)).toEqual([0, 200, 400, 600]);
    expect(amountsUp(1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(amountsUp(40)).toEqual([0, 10, 20, 30, 40]);
    expect(amountsUp(0)).toEqual([0]);
  });

  it("leave out what would stick out on the right", () => {
    const scale = timeScale(["2026-10-01", "2027-01-04"], 320);
    const marks = marksOf(scale);
    expect(marks.length).toBeGreaterThan(1);
    expect(Math.max(...marks.map((mark) => mark.x))).toBeLessThanOrEqual(scale.width - 36);
  });

  it("span days with a margin, and nothing where there are none", () => {
    expect(around(["2026-10-03", "2026-10-01", "never"], 2)).toEqual({ low: dayNumber("2026-09-29"), high: dayNumber("2026-10-05") });
    expect(around([], 2)).toEqual({ low: 0, high: 0 });
  });
});
