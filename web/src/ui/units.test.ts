import { describe, expect, it } from "vitest";
import { ago, addDays, monday, sayAge, weekday } from "./dates";
import { odds, readEstimate, readMinutes, writeEstimate, writeMinutes } from "./units";

describe("work as people write it", () => {
  it.each([
    ["90m", 90],
    ["2h", 120],
    ["1.5d", 720],
    ["1h30m", 90],
    ["3", 180],
    ["1w", 2400],
  ])("%s is %d minutes", (text, minutes) => expect(readMinutes(text, 8)).toBe(minutes));

  it.each(["", "soon", "2x", "h", "1h nonsense", "-2h"])("%j is no amount of work", (text) => expect(readMinutes(text, 8)).toBeUndefined());

  it("reads three points with one unit, and keeps their order", () => {
    expect(readEstimate("24-32-56h", 8)).toEqual({ low: 1440, likely: 1920, high: 3360 });
    expect(readEstimate("2h – 1d – 2d", 8)).toEqual({ low: 120, likely: 480, high: 960 });
    expect(readEstimate("5d", 8)).toEqual({ low: 2400, likely: 2400, high: 2400 });
    expect(readEstimate("56-32-24h", 8)).toBeUndefined();
    expect(readEstimate("24-32h", 8)).toBeUndefined();
  });

  it("writes what it reads", () => {
    for (const text of ["24-32-56h", "16h"]) {
      const estimate = readEstimate(text, 8);
      expect(estimate && writeEstimate(estimate)).toBe(text);
    }
    expect(writeMinutes(45)).toBe("0.75h");
    expect(writeMinutes(50)).toBe("50m");
    expect(writeMinutes(0)).toBe("0h");
  });
});

describe("dates", () => {
  it("counts plain days over a clock change and a leap day", () => {
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(weekday("2026-02-16")).toBe(0);
    expect(monday("2026-02-22")).toBe("2026-02-16");
    expect(monday("1969-12-31")).toBe("1969-12-29");
  });

  it("says how long ago", () => {
    expect(ago("2026-02-18", "2026-02-20")).toBe("2 d");
    expect(ago("2026-01-15T10:00:00Z", "2026-02-20")).toBe("5 w");
    expect(ago("2026-02-20", "2026-02-20")).toBe("today");
    expect(sayAge(59)).toBe("less than a minute");
    expect(sayAge(3600)).toBe("1 hour");
  });
});

it.each([
  [0, "under 1 %"],
  [0.004, "under 1 %"],
  [0.01, "1 %"],
  [0.384, "38 %"],
  [0.99, "99 %"],
  [0.995, "over 99 %"],
  [1, "over 99 %"],
])("odds of %d are %s", (share, words) => expect(odds(share)).toBe(words));
