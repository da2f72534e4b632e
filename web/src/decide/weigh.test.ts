import { describe, expect, it } from "vitest";
import cases from "../../../internal/answers/decided/testdata/weighing.json";
import { flips, leader, nearestFlip, normalised, rescaled, stretches, totals } from "./weigh";

const weights = [0.3, 0.25, 0.2, 0.15, 0.1];
const scores = [
  [5, 6, 10, 6, 6], // Kafka
  [9, 9, 5, 9, 9], // PostgreSQL + River
  [8, 8, 8, 4, 8], // NATS
];

describe("a weighted decision", () => {
  it("adds up", () => {
    expect(totals(scores, weights).map((total) => Number(total?.toFixed(10)))).toEqual([6.5, 8.2, 7.4]);
    expect(leader(scores, weights)).toBe(1);
  });

  it("can be flipped by the third weight alone, at 7/19, to NATS", () => {
    const found = flips(scores, weights);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ criterion: 2, above: true, to: 2 });
    expect(found[0]?.at).toBeCloseTo(7 / 19, 12);
  });

  it("shows every leader as one weight runs from nothing to everything", () => {
    expect(stretches(scores, weights, 2).map((one) => one.option)).toEqual([1, 2, 0]);
    expect(stretches(scores, weights, 0)).toEqual([{ from: 0, to: 1, option: 1 }]);
  });

  it("agrees with trying each value", () => {
    for (const index of weights.keys()) {
      for (const { from, to, option } of stretches(scores, weights, index)) {
        for (const part of [0.01, 0.5, 0.99]) expect(leader(scores, rescaled(weights, index, from + (to - from) * part))).toBe(option);
      }
    }
  });

  it("finds the smallest joint change: it draws level there, and is nearer than any single flip", () => {
    const near = nearestFlip(scores, weights);
    expect(near?.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    const [, own, other] = totals(scores, near?.weights ?? []);
    expect(near?.to).toBe(2);
    expect(own).toBeCloseTo(other ?? 0, 9);
    const alone = rescaled(weights, 2, 7 / 19);
    expect(near?.distance).toBeLessThan(Math.hypot(...alone.map((weight, index) => weight - (weights[index] ?? 0))) + 1e-9);
  });

  it("leaves an option without all its scores out", () => {
    expect(totals([[5, undefined], [4, 4]], [0.5, 0.5])).toEqual([undefined, 4]);
    expect(leader([[undefined]], [1])).toBe(-1);
  });
});

describe("moving a weight", () => {
  it("rescales the others in proportion and keeps the sum", () => {
    const moved = rescaled(weights, 2, 0.6);
    expect(moved.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect((moved[0] ?? 0) / (moved[1] ?? 1)).toBeCloseTo(0.3 / 0.25, 12);
  });

  it("shares alike when one had everything", () => {
    expect(rescaled([1, 0, 0], 0, 0.4)).toEqual([0.4, 0.3, 0.3]);
  });

  it("stays between nothing and everything", () => {
    expect(rescaled([0.5, 0.5], 0, 2)).toEqual([1, 0]);
    expect(rescaled([0.5, 0.5], 0, -1)).toEqual([0, 1]);
  });

  it("makes shares of any weights", () => {
    expect(normalised([3, 1])).toEqual([0.75, 0.25]);
    expect(normalised([0, 0])).toEqual([0.5, 0.5]);
  });
});

// The server's tests read the same cases: a slider and the answer say alike.
describe("weighing agrees with the server", () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(7));

  it.each(cases)("$name", (one) => {
    const given = one.scores.map((row) => row.map((score) => score ?? undefined));
    const shares = normalised(one.weights);
    for (const [option, total] of totals(given, shares).entries()) {
      const want = one.totals[option] ?? undefined;
      if (want === undefined) expect(total).toBeUndefined();
      else expect(total).toBeCloseTo(want, 9);
    }
    expect(leader(given, shares)).toBe(one.leader);
    for (const [criterion, want] of one.holds.entries()) {
      const list = stretches(given, shares, criterion);
      const here = list.findIndex((stretch) => stretch.from <= (shares[criterion] ?? 0) && (shares[criterion] ?? 0) <= stretch.to && stretch.option === one.leader);
      expect(list[here]?.from).toBeCloseTo(want.low, 9);
      expect(list[here]?.to).toBeCloseTo(want.high, 9);
      expect(list[here - 1]?.option ?? -1).toBe(want.low_to);
      expect(list[here + 1]?.option ?? -1).toBe(want.high_to);
    }
    const near = nearestFlip(given, shares);
    expect(near?.to).toBe(one.joint?.to);
    for (const [index, weight] of (one.joint?.weights ?? []).entries()) expect(near?.weights[index]).toBeCloseTo(weight, 9);
  });
});
