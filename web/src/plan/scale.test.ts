import { describe, expect, it } from "vitest";
import { weekday } from "../ui/dates";
import { dateIn, elbow, ticks, timeScale } from "./scale";

describe("the timeline's scale", () => {
  const scale = timeScale(["2026-02-18", "2026-03-17"], 900);

  it("begins on a Monday before the first date and ends after the last", () => {
    expect(weekday(scale.date(0))).toBe(0);
    expect(scale.x("2026-02-18")).toBeCloseTo(2 * scale.day, 9);
    expect(timeScale(["2026-02-16"], 700).x("2026-02-16")).toBe(0);
    expect(scale.end("2026-03-17")).toBeLessThanOrEqual(scale.width);
    expect(scale.width).toBeCloseTo(900, 6);
  });

  it("finds the date back from its place", () => {
    for (const date of ["2026-02-18", "2026-03-01", "2026-03-29", "2026-03-30"]) expect(scale.date(scale.x(date) + 0.01)).toBe(date);
  });

  it("gives a day its whole width, also over a clock change", () => {
    const wide = timeScale(["2026-03-20", "2026-04-10"], 700);
    expect(wide.end("2026-03-29") - wide.x("2026-03-29")).toBeCloseTo(wide.day, 9);
    expect(wide.x("2026-03-30")).toBeCloseTo(wide.end("2026-03-29"), 9);
  });

  it("stands without any date", () => {
    expect(timeScale([], 500).width).toBeGreaterThan(0);
    expect(timeScale(["never"], 500).day).toBeGreaterThan(0);
  });

  it("marks Mondays, and thins out as the plan grows", () => {
    for (const tick of ticks(scale)) expect(weekday(tick.date)).toBe(0);
    const years = timeScale(["2024-01-10", "2030-06-01"], 900);
    const marks = ticks(years);
    expect(marks.length).toBeLessThan(15);
    expect(marks.every((tick) => tick.date.slice(8) === "01")).toBe(true);
    for (const [index, tick] of marks.entries()) if (index) expect(tick.x - (marks[index - 1]?.x ?? 0)).toBeGreaterThan(60);
  });
});

describe("days of instants", () => {
  it("are those of the organisation's zone", () => {
    expect(dateIn("Europe/Vienna", "2026-03-10T23:30:00Z")).toBe("2026-03-11");
    expect(dateIn("America/New_York", "2026-03-10T03:30:00Z")).toBe("2026-03-09");
    expect(dateIn("Europe/Vienna", "2026-03-10")).toBe("2026-03-10");
    expect(dateIn("UTC", "soon, perhaps")).toBe("");
  });
});

describe("dependency lines", () => {
  it("step forward, or go round when the next begins before", () => {
    expect(elbow(10, 5, 40, 35)).toBe("M10 5H16V35H40");
    expect(elbow(40, 5, 10, 35)).toBe("M40 5H46V20H4V35H10");
  });
});
