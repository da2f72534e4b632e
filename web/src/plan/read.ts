// The plan's answer as rows: grouped by project, in the order of their start, dates plain.
import type { PlanAnswer, PlanMilestone, PlanTask } from "../api/answers";
import type { Change, ChangeSet, Data, Value } from "../api/types";
import { addDays, dateOf, dayNumber, weekday } from "../ui/dates";
import { writeMinutes } from "../ui/units";
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

/** The things of a list by what a function says of them, each in the list's order. */
export function grouped<T, K>(list: readonly T[], key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

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
  const home = (project: string) => (known.has(project) ? project : "");
  const [tasksOf, marksOf] = [grouped(tasks, (row) => home(row.task.project)), grouped(marks, (row) => home(row.milestone.project))];
  return [...plan.projects, { id: "", key: "", title: "Without a project" }].flatMap((project): Row[] => {
    const rows = [...(tasksOf.get(project.id) ?? []), ...(marksOf.get(project.id) ?? [])];
    return rows.length ? [{ type: "group", id: `group-${project.id}`, title: project.title, key: project.key }, ...rows] : [];
  });
}

/** What of a task's bar can be drawn out: its start, or, once work has begun, its end. */
export type Grip = "start" | "end" | "none";

export function gripOf({ task }: TaskRow): Grip {
  if (task.done) return "none";
  return task.progress > 0 || task.status === "doing" || task.status === "review" ? "end" : "start";
}

/** A task moved by whole days: its planned start is pinned there, its people stay. */
export function moveBy(row: TaskRow, days: number): Change {
  const planned: Data = { people: peopleOf(row.task), from: addDays(row.start, days), to: addDays(row.finish, days), pinned: true };
  return { kind: "task", id: row.task.id, op: "patch", base_version: row.task.version, data: { planned: planned as Value } };
}

/** Working days from one day to another, both counted, at least one. */
function workdays(from: string, to: string): number {
  let days = 0;
  for (let day = dayNumber(from); day <= dayNumber(to); day++) if (weekday(dateOf(day)) < 5) days++;
  return Math.max(1, days);
}

/** The work that is left when a task that has begun ends so many days later, in minutes: as much more as there are more working days. */
export function leftAfter(row: TaskRow, days: number, today: string): number {
  const end = (date: string) => (date < today ? today : date);
  const share = workdays(today, end(addDays(row.finish, days))) / workdays(today, end(row.finish));
  return Math.max(15, Math.round((row.task.left * share) / 15) * 15);
}

/** States the work that is left of a task. */
export const leave = (row: TaskRow, minutes: number): Change => ({ kind: "task", id: row.task.id, op: "patch", base_version: row.task.version, data: { left: writeMinutes(minutes), left_known: true } });

/** Pins people to a task: those are the ones who must do it. */
export const pin = (task: PlanTask, people: string[]): Change => ({ kind: "task", id: task.id, op: "patch", base_version: task.version, data: { people } });

/** The ids of the people the plan gives a task. */
export const peopleOf = (task: PlanTask): string[] => task.people.flatMap((person) => (person.id ? [person.id] : []));

/** A what-if as the record that keeps it. */
export function scenarioOf(title: string, set: ChangeSet): Data {
  const changes = set.changes.map((change) => ({ kind: change.kind, id: change.id ?? "", base_version: change.base_version ?? 0, op: change.op, data: JSON.stringify(change.data ?? {}) }));
  return { title, state: "open", changes: changes as unknown as Value };
}
