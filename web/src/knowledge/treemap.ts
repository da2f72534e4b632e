// Squarified treemap (Bruls, Huizing, van Wijk 2000): rows are filled while the worst
// aspect ratio of the row gets better, so tiles stay close to squares.

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Lays out weights in a box; the rectangles come in the order of the weights, cover the
 * box, do not overlap, and have areas in proportion. A weight of zero or less gets an empty one.
 */
export function treemap(weights: readonly number[], width: number, height: number): Rect[] {
  const rects: Rect[] = weights.map(() => ({ x: 0, y: 0, width: 0, height: 0 }));
  const total = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  if (total <= 0 || width <= 0 || height <= 0) return rects;
  const scale = (width * height) / total;
  const order = weights
    .map((weight, index) => ({ index, area: Math.max(0, weight) * scale }))
    .filter((one) => one.area > 0)
    .toSorted((a, b) => b.area - a.area || a.index - b.index);
  let box: Rect = { x: 0, y: 0, width, height };
  let at = 0;
  while (at < order.length) {
    const side = Math.min(box.width, box.height);
    let end = at + 1;
    let sum = order[at]?.area ?? 0;
    const first = sum;
    let worst = ratio(first, sum, sum, side);
    while (end < order.length) {
      const next = order[end]?.area ?? 0;
      const ifTaken = ratio(first, next, sum + next, side);
      if (ifTaken > worst) break;
      worst = ifTaken;
      sum += next;
      end++;
    }
    box = place(order.slice(at, end), sum, box, rects, end === order.length);
    at = end;
  }
  return rects;
}

/** The worst aspect ratio of a row whose areas run from largest to smallest. */
function ratio(largest: number, smallest: number, sum: number, side: number): number {
  const square = side * side;
  return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest));
}

/** Lays a row along the shorter side and returns what is left of the box. */
function place(row: { index: number; area: number }[], sum: number, box: Rect, rects: Rect[], last: boolean): Rect {
  const upright = box.width >= box.height;
  const along = upright ? box.height : box.width;
  const across = last ? (upright ? box.width : box.height) : sum / along;
  let offset = 0;
  for (const { index, area } of row) {
    const length = (area / sum) * along;
    rects[index] = upright ? { x: box.x, y: box.y + offset, width: across, height: length } : { x: box.x + offset, y: box.y, width: length, height: across };
    offset += length;
  }
  return upright ? { ...box, x: box.x + across, width: box.width - across } : { ...box, y: box.y + across, height: box.height - across };
}
