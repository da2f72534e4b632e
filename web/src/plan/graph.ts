// The dependency graph laid out: layers from left to right by the longest way to a task,
// a band for each project, and in a band the tasks of a layer near what they come after.
import type { Named } from "../api/answers";
import { grouped, type TaskRow } from "./read";

export const box = { width: 176, height: 40, across: 224, down: 52, head: 34 };

export interface Node {
  id: string;
  x: number;
  y: number;
  /** Absent on a project that is folded into one box. */
  row?: TaskRow;
  title: string;
  /** How many tasks it stands for. */
  count: number;
  critical: boolean;
}

export interface Edge {
  id: string;
  path: string;
  critical: boolean;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

export interface Band {
  id: string;
  title: string;
  y: number;
  height: number;
  count: number;
  folded: boolean;
}

export interface Graph {
  nodes: Node[];
  edges: Edge[];
  bands: Band[];
  width: number;
  height: number;
}

interface Draft {
  id: string;
  band: number;
  row?: TaskRow;
  title: string;
  count: number;
  critical: boolean;
  before: Draft[];
  next: Draft[];
  layer: number;
  y: number;
  /** Where it would stand if it stood alone. */
  wish: number;
}

/** Lays out the tasks; of projects named in `folded` only one box is drawn. */
export function layOut(rows: readonly TaskRow[], projects: readonly Named[], folded: ReadonlySet<string>): Graph {
  const known = new Set(projects.map((one) => one.id));
  const bands = [...projects, { id: "", title: "Without a project" }].map((one) => ({ id: one.id, title: one.title, rows: rows.filter((row) => (known.has(row.task.project) ? row.task.project : "") === one.id) })).filter((one) => one.rows.length);
  const drafts = new Map<string, Draft>();
  const all = bands.map((one, band) => draftsOf(one, band, folded.has(one.id), drafts));
  connect(rows, drafts);
  layers(all.flat());
  return place(bands, all, folded);
}

function draftsOf(band: { id: string; title: string; rows: TaskRow[] }, at: number, folded: boolean, drafts: Map<string, Draft>): Draft[] {
  const fresh = (id: string, title: string, list: TaskRow[]): Draft => ({ id, band: at, title, count: list.length, critical: list.some((row) => row.critical), before: [], next: [], layer: 0, y: 0, wish: 0 });
  if (folded) {
    const whole = fresh(`project-${band.id}`, band.title, band.rows);
    for (const row of band.rows) drafts.set(row.id, whole);
    return [whole];
  }
  return band.rows.map((row) => {
    const draft = { ...fresh(row.id, row.task.title, [row]), row };
    drafts.set(row.id, draft);
    return draft;
  });
}

function connect(rows: readonly TaskRow[], drafts: Map<string, Draft>): void {
  for (const row of rows) {
    const to = drafts.get(row.id);
    for (const link of row.task.after ?? []) {
      const from = drafts.get(link.id);
      if (!from || !to || from === to || to.before.includes(from)) continue;
      to.before.push(from);
      from.next.push(to);
    }
  }
}

/** Longest ways. Folded projects may depend on each other both ways; what such a ring leaves over comes after the rest. */
function layers(all: Draft[]): void {
  const waits = new Map(all.map((one) => [one, one.before.length]));
  const ready = all.filter((one) => !one.before.length);
  const seen = new Set<Draft>();
  for (let at = 0; at < ready.length; at++) {
    const one = ready[at] as Draft;
    seen.add(one);
    for (const next of one.next) {
      next.layer = Math.max(next.layer, one.layer + 1);
      const left = (waits.get(next) ?? 0) - 1;
      waits.set(next, left);
      if (left === 0) ready.push(next);
    }
  }
  const last = ready.reduce((most, one) => Math.max(most, one.layer), 0);
  for (const one of all) if (!seen.has(one)) one.layer = Math.max(one.layer, last + 1);
}

function place(bands: { id: string; title: string }[], all: Draft[][], folded: ReadonlySet<string>): Graph {
  const wide = 1 + all.flat().reduce((most, one) => Math.max(most, one.layer), 0);
  const columns = Math.max(5, wide);
  let top = 0;
  const placed: Band[] = bands.map((band, at) => {
    const drafts = all[at] ?? [];
    const height = box.head + arrange(drafts, top + box.head, columns);
    const one = { id: band.id, title: band.title, y: top, height, count: drafts.reduce((sum, draft) => sum + draft.count, 0), folded: folded.has(band.id) };
    top += height + 12;
    return one;
  });
  const nodes = all.flat().map((one): Node => ({ id: one.id, x: one.layer * box.across, y: one.y, title: one.title, count: one.count, critical: one.critical, ...(one.row ? { row: one.row } : {}) }));
  const at = new Map(nodes.map((node) => [node.id, node]));
  const edges = all.flat().flatMap((to) => to.before.map((from) => edge(at.get(from.id) as Node, at.get(to.id) as Node)));
  return { nodes, edges, bands: placed, width: columns * box.across, height: Math.max(top, 1) };
}

const isTied = (one: Draft): boolean => one.before.length + one.next.length > 0;

/**
 * Gives the drafts of a band their heights and returns the band's. Tasks that neither
 * wait nor are waited for stand below the others, side by side.
 */
function arrange(drafts: Draft[], top: number, columns: number): number {
  const tied = drafts.filter(isTied);
  const loose = drafts.filter((one) => !isTied(one));
  const byLayer = grouped(tied, (one) => one.layer);
  const order = [...byLayer.keys()].toSorted((a, b) => a - b);
  for (const list of byLayer.values()) for (const [row, one] of list.entries()) one.y = row * box.down;
  for (let sweep = 0; sweep < 3; sweep++) {
    for (const layer of order) spread(byLayer.get(layer) ?? [], "before");
    for (const layer of order.toReversed()) spread(byLayer.get(layer) ?? [], "next");
  }
  for (const layer of order) spread(byLayer.get(layer) ?? [], "before");
  const first = tied.reduce((least, one) => Math.min(least, one.y), Infinity);
  let bottom = 0;
  for (const one of tied) {
    one.y += top - first;
    bottom = Math.max(bottom, one.y - top + box.down);
  }
  for (const [index, one] of loose.entries()) {
    one.layer = index % columns;
    one.y = top + bottom + Math.floor(index / columns) * box.down;
  }
  return bottom + Math.ceil(loose.length / columns) * box.down;
}

/** The mean height of a draft's neighbours in its band; its own where it has none. */
function middle(one: Draft, neighbours: readonly Draft[]): number {
  let [sum, near] = [0, 0];
  for (const other of neighbours) {
    if (other.band !== one.band) continue;
    sum += other.y;
    near++;
  }
  return near ? sum / near : one.y;
}

/** Puts a layer's tasks near the middle of their neighbours in the band, in that order, apart from each other. */
function spread(list: Draft[], side: "before" | "next"): void {
  for (const one of list) one.wish = middle(one, one[side]);
  list.sort((a, b) => a.wish - b.wish || (a.id < b.id ? -1 : 1));
  let low = -Infinity;
  let pushed = 0;
  for (const one of list) {
    one.y = Math.max(one.wish, low);
    low = one.y + box.down;
    pushed += one.y - one.wish;
  }
  // What was pushed down is taken back half way, so that a layer stays around its wishes.
  for (const one of list) one.y -= pushed / list.length;
}

function edge(from: Node, to: Node): Edge {
  const [x1, y1, x2, y2] = [from.x + box.width, from.y + box.height / 2, to.x, to.y + box.height / 2];
  const bend = Math.max(24, Math.min(64, Math.abs(x2 - x1) / 2));
  return { id: `${from.id}>${to.id}`, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, critical: from.critical && to.critical, x1, y1, x2, y2 };
}
