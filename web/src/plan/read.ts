// The plan's answer as rows: grouped by project, in the order of their start, dates plain.
import type { PlanAnswer, PlanMilestone, PlanTask } from "../api/answers";
import type { Change, ChangeSet, Data, Value } from "../api/types";
import { addDays } from "../ui/dates";
import { dateIn } from "./scale";

export interface TaskRow {
  type: "task";
  id: string;
  task: PlanTask;
  start: string;
  finish: string;
  p10: string;
  p90: string;
  critical: boolean;
}

export interface MarkRow {
  type: "milestone";
  id: string;
  milestone: PlanMilestone;
  finish: string;
  p10: string;
  p90: string;
  /** The day promised, else the day wanted; empty without either. */
  due: string;
}

export interface GroupRow {
  type: "group";
  id: string;
  title: string;
  key: string;
}

export type Row = TaskRow | MarkRow | GroupRow;

/** From this share of futures on, in which a task decides the end, it is drawn as critical. */
export const criticalFrom = 0.5;

/** Rows of what is open; with `done` also of what is finished. */
export function rowsOf(plan: PlanAnswer, zone: string, done = false): Row[] {
  const date = (instant: string) => dateIn(zone, instant);
  const tasks = plan.tasks
    .filter((task) => done || !task.done)
    .map((task): TaskRow => ({ type: "task", id: task.id, task, start: date(task.start), finish: date(task.finish), p10: date(task.spread.p10), p90: date(task.spread.p90), critical: !task.done && task.critical >= criticalFrom }))
    .toSorted((a, b) => a.start.localeCompare(b.start) || a.finish.localeCompare(b.finish) || a.id.localeCompare(b.id));
  const marks = plan.milestones
    .filter((one) => done || !one.done)
    .map((one): MarkRow => ({ type: "milestone", id: one.id, milestone: one, finish: date(one.finish), p10: date(one.spread.p10), p90: date(one.spread.p90), due: one.promised || one.wanted || "" }))
    .toSorted((a, b) => a.finish.localeCompare(b.finish));
  const known = new Set(plan.projects.map((project) => project.id));
  const groups = [...plan.projects, { id: "", key: "", title: "Without a project" }];
  return groups.flatMap((project): Row[] => {
    const mine = (id: string) => (project.id ? id === project.id : !known.has(id));
    const rows = [...tasks.filter((row) => mine(row.task.project)), ...marks.filter((row) => mine(row.milestone.project))];
    return rows.length ? [{ type: "group", id: `group-${project.id}`, title: project.title, key: project.key }, ...rows] : [];
  });
}

/** Work that has begun keeps its start; only what is still to begin can be moved. */
export const isMovable = ({ task }: TaskRow): boolean => !task.done && task.progress === 0 && task.status !== "doing" && task.status !== "review";

/** A task moved by whole days: its planned start is pinned there, its people stay. */
export function moveBy(row: TaskRow, days: number): Change {
  const planned: Data = { people: row.task.people.flatMap((person) => (person.id ? [person.id] : [])), from: addDays(row.start, days), to: addDays(row.finish, days), pinned: true };
  return { kind: "task", id: row.task.id, op: "patch", base_version: row.task.version, data: { planned: planned as Value } };
}

/** A what-if as the record that keeps it. */
export function scenarioOf(title: string, set: ChangeSet): Data {
  const changes = set.changes.map((change) => ({ kind: change.kind, id: change.id ?? "", base_version: change.base_version ?? 0, op: change.op, data: JSON.stringify(change.data ?? {}) }));
  return { title, state: "open", changes: changes as unknown as Value };
}
