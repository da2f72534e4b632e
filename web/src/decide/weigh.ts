// Weighted decisions: totals, what moving one weight does to the others, and how far
// the weights can move before another option leads. Weights are shares that sum to 1.

/** scores[option][criterion]; a missing score is undefined and leaves its option without a total. */
export type Scores = readonly (readonly (number | undefined)[])[];

/** Weights as shares of one; all equal when none counts. */
export function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + Math.max(0, weight), 0);
  return weights.map((weight) => (sum > 0 ? Math.max(0, weight) / sum : 1 / weights.length));
}

/** Sets one weight and rescales the others in proportion, so that all sum to 1. */
export function rescaled(weights: readonly number[], index: number, value: number): number[] {
  const set = Math.min(1, Math.max(0, value));
  const others = 1 - (weights[index] ?? 0);
  return weights.map((weight, at) => {
    if (at === index) return set;
    // When one weight had everything, the others had no proportion: they share alike.
    return others > 1e-12 ? (weight / others) * (1 - set) : (1 - set) / (weights.length - 1);
  });
}

export function totals(scores: Scores, weights: readonly number[]): (number | undefined)[] {
  return scores.map((row) => {
    let sum = 0;
    for (const [index, weight] of weights.entries()) {
      const score = row[index];
      if (score === undefined) return undefined;
      sum += weight * score;
    }
    return sum;
  });
}

/** The option with the highest total, the first of equals; -1 when none has a total. */
export function leader(scores: Scores, weights: readonly number[]): number {
  let best = -1;
  let most = -Infinity;
  for (const [option, total] of totals(scores, weights).entries()) {
    if (total !== undefined && total > most + 1e-9) {
      best = option;
      most = total;
    }
  }
  return best;
}

/** A stretch of one weight, 0..1, over which one option leads. */
export interface Stretch {
  from: number;
  to: number;
  option: number;
}

/**
 * Who leads as one weight runs from 0 to 1, the others rescaled in proportion. Each
 * option's total is then a straight line, so the leaders are the upper envelope of lines.
 */
export function stretches(scores: Scores, weights: readonly number[], index: number): Stretch[] {
  const at0 = totals(scores, rescaled(weights, index, 0));
  const at1 = totals(scores, rescaled(weights, index, 1));
  const lines = at0.map((start, option) => ({ option, start, end: at1[option] })).filter((line): line is { option: number; start: number; end: number } => line.start !== undefined && line.end !== undefined);
  const cuts = new Set([0, 1]);
  for (const [i, a] of lines.entries()) {
    for (const b of lines.slice(i + 1)) {
      const slope = a.end - a.start - (b.end - b.start);
      const cut = (b.start - a.start) / slope;
      if (slope !== 0 && cut > 1e-9 && cut < 1 - 1e-9) cuts.add(cut);
    }
  }
  const sorted = [...cuts].toSorted((a, b) => a - b);
  const found: Stretch[] = [];
  for (const [i, from] of sorted.slice(0, -1).entries()) {
    const to = sorted[i + 1] ?? 1;
    const option = leader(scores, rescaled(weights, index, (from + to) / 2));
    const last = found.at(-1);
    if (last?.option === option) last.to = to;
    else found.push({ from, to, option });
  }
  return found;
}

export interface Flip {
  criterion: number;
  /** The weight at which it flips. */
  at: number;
  above: boolean;
  to: number;
}

/** For each weight that alone can change the outcome, the nearest value at which it does. */
export function flips(scores: Scores, weights: readonly number[]): Flip[] {
  const now = leader(scores, weights);
  return weights.flatMap((weight, criterion) => {
    const list = stretches(scores, weights, criterion);
    const here = list.findIndex((one) => one.from <= weight + 1e-9 && weight <= one.to + 1e-9 && one.option === now);
    if (here < 0) return [];
    const up = list[here + 1];
    const down = list[here - 1];
    const found: Flip[] = [];
    if (up) found.push({ criterion, at: up.from, above: true, to: up.option });
    if (down) found.push({ criterion, at: down.to, above: false, to: down.option });
    return found.toSorted((a, b) => Math.abs(a.at - weight) - Math.abs(b.at - weight)).slice(0, 1);
  });
}

/**
 * The smallest change of all weights together (least squares) that makes another option
 * draw level: the weights projected on the plane where the two totals are equal and the
 * sum stays 1; a weight that would fall under 0 is held there and the rest projected again.
 */
export function nearestFlip(scores: Scores, weights: readonly number[]): { to: number; weights: number[]; distance: number } | undefined {
  const now = leader(scores, weights);
  let best: { to: number; weights: number[]; distance: number } | undefined;
  for (const [option, row] of scores.entries()) {
    if (option === now || row.some((score) => score === undefined)) continue;
    const gap = row.map((score, index) => (score ?? 0) - (scores[now]?.[index] ?? 0));
    const moved = project(gap, weights);
    if (!moved) continue;
    const distance = Math.hypot(...moved.map((weight, index) => weight - (weights[index] ?? 0)));
    if (!best || distance < best.distance) best = { to: option, weights: moved, distance };
  }
  return best;
}

function project(gap: readonly number[], weights: readonly number[]): number[] | undefined {
  const free = new Set(weights.keys());
  for (let round = 0; round < weights.length; round++) {
    const list = [...free];
    if (list.length < 2) return undefined;
    const lacking = (1 - list.reduce((sum, index) => sum + (weights[index] ?? 0), 0)) / list.length;
    const even = weights.map((weight, index) => (free.has(index) ? weight + lacking : 0));
    const mean = list.reduce((sum, index) => sum + (gap[index] ?? 0), 0) / list.length;
    const along = gap.map((one, index) => (free.has(index) ? one - mean : 0));
    const length = along.reduce((sum, one) => sum + one * one, 0);
    if (length < 1e-12) return undefined;
    const level = even.reduce((sum, weight, index) => sum + weight * (gap[index] ?? 0), 0);
    const moved = even.map((weight, index) => weight - (level / length) * (along[index] ?? 0));
    const below = moved.findIndex((weight, index) => free.has(index) && weight < -1e-9);
    if (below < 0) return moved.map((weight) => Math.max(0, weight));
    free.delete(below);
  }
  return undefined;
}
