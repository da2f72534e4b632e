import { describe, expect, it } from "vitest";
import type { KeyResult } from "../api/align";
import { draw, figure, odds } from "./spark";

const result: KeyResult = {
  name: "Time", baseline: 90, target: 50, by: "2026-01-31", state: "on", milestones: [], statements: [],
  series: [{ on: "2026-01-01", value: 90 }, { on: "2026-01-16", value: 70 }], outlook: { p10: 40, p50: 50, p90: 60, odds: 0.5 },
};

describe("a key result drawn small", () => {
  it("runs from its first value to the day it is wanted, higher values higher up", () => {
    const drawn = draw(result, 106, 56, 3);
    expect(drawn.line).toBe("3,3 53,23");
    expect(drawn.target).toBe(43);
    expect(drawn.fan).toBe("53,23 103,33 103,53");
  });

  it("draws nothing ahead without an outlook, and nothing at all without values", () => {
    const { outlook: _, ...bare } = result;
    expect(draw(bare, 106, 56).fan).toBe("");
    expect(draw({ ...bare, series: [] }, 106, 56).line).toBe("");
  });

  it("says figures and odds short", () => {
    expect(figure(65.234)).toBe("65.2");
    expect(figure(12345.6)).toBe("12,346");
    expect([odds(0.001), odds(0.5), odds(0.999)]).toEqual(["<1 %", "50 %", ">99 %"]);
  });
});
