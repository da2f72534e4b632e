import { describe, expect, it } from "vitest";
import { treemap } from "./treemap";

/** Pseudo-random weights, the same on every run. */
function weights(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return 1 + (state % 10000);
  });
}

describe("the treemap", () => {
  it.each([1, 2, 7, 60, 500])("covers the box in proportion with %d areas", (count) => {
    const given = weights(count, count);
    const total = given.reduce((sum, one) => sum + one, 0);
    const rects = treemap(given, 760, 520);
    for (const [index, rect] of rects.entries()) {
      expect(rect.width * rect.height).toBeCloseTo(((given[index] ?? 0) / total) * 760 * 520, 4);
      expect(rect.x).toBeGreaterThanOrEqual(-1e-6);
      expect(rect.x + rect.width).toBeLessThanOrEqual(760 + 1e-6);
      expect(rect.y + rect.height).toBeLessThanOrEqual(520 + 1e-6);
    }
  });

  it("never overlaps", () => {
    const rects = treemap(weights(40, 3), 300, 800);
    for (const [index, a] of rects.entries()) {
      for (const b of rects.slice(index + 1)) {
        const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        expect(Math.min(wide, high)).toBeLessThan(1e-6);
      }
    }
  });

  it("stays close to squares where weights are alike", () => {
    for (const { width, height } of treemap(Array.from({ length: 30 }, () => 1), 760, 520)) {
      expect(Math.max(width / height, height / width)).toBeLessThan(2);
    }
  });

  it("gives nothing to nothing", () => {
    expect(treemap([0, 5, -1], 10, 10)).toEqual([
      { x: 0, y: 0, width: 0, height: 0 },
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 0, y: 0, width: 0, height: 0 },
    ]);
    expect(treemap([], 10, 10)).toEqual([]);
    expect(treemap([1], 0, 10)).toEqual([{ x: 0, y: 0, width: 0, height: 0 }]);
  });

  it("keeps a tile where it is when the order of the others changes", () => {
    const [a, b, c] = treemap([5, 3, 2], 100, 80);
    expect(treemap([2, 5, 3], 100, 80)).toEqual([c, a, b]);
  });
});
