// The plan's answer as rows: grouped by project, in the order of their start, dates plain.
import type { PlanAnswer, PlanMilestone, PlanTask } from "../api/answers";
import type { Change, ChangeSet, Data, Value } from "../api/types";
import { addDays, dayNumber } from "../ui/dates";
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
}

export interface GroupRow {
  type: "group";
  id: string;
  title: string;
  key: string;
}

export type Row = TaskRow | MarkRow | GroupRow;

/** Over this share of futures a task decides the end, and is drawn as critical. */
export const criticalFrom = 0.5;

export function rowsOf(plan: PlanAnswer, zone: string): Row[] {
  const date = (instant: string | undefined) => (instant ? dateIn(zone, instant) : "");
  const groups = new Map<string, { title: string; key: string; tasks: TaskRow[]; marks: MarkRow[] }>();
  const group = (project: { id: string; key: string; title: string } | undefined) => {
    const id = project?.id ?? "";
    const found = groups.get(id) ?? { title: project?.title ?? "Without a project", key: project?.key ?? "", tasks: [], marks: [] };
    groups.set(id, found);
    return found;
  };
  for (const task of plan.tasks) {
    const finish = date(task.finish);
    group(task.project).tasks.push({ type: "task", id: task.id, task, start: date(task.start), finish, p10: date(task.spread?.p10) || finish, p90: date(task.spread?.p90) || finish, critical: task.critical >= criticalFrom });
  }
  for (const milestone of plan.milestones) {
    const finish = date(milestone.finish);
    group(milestone.project).marks.push({ type: "milestone", id: milestone.id, milestone, finish, p10: date(milestone.spread?.p10) || finish, p90: date(milestone.spread?.p90) || finish });
  }
  return [...groups].flatMap(([id, one]): Row[] => [
    { type: "group", id: `group-${id}`, title: one.title, key: one.key },
    ...one.tasks.toSorted((a, b) => a.start.localeCompare(b.start) || a.finish.localeCompare(b.finish) || a.id.localeCompare(b.id)),
    ...one.marks.toSorted((a, b) => a.finish.localeCompare(b.finish)),
  ]);
}

/** A task moved by whole days: its planned start is pinned there, its people stay. */
export function moveBy(row: TaskRow, days: number): Change {
  const planned: Data = { people: row.task.people.flatMap((person) => (person.id ? [person.id] : [])), from: addDays(row.start, days), to: addDays(row.finish, days), pinned: true };
  return { kind: "task", id: row.task.id, op: "patch", ...(row.task.version ? { base_version: row.task.version } : {}), data: { planned: planned as Value } };
}

/** A what-if as the record that keeps it. */
export function scenarioOf(title: string, set: ChangeSet): Data {
  const changes = set.changes.map((change) => ({ kind: change.kind, id: change.id ?? "", base_version: change.base_version ?? 0, op: change.op, data: JSON.stringify(change.data ?? {}) }));
  return { title, state: "open", changes: changes as unknown as Value };
}

export interface Difference {
  label: string;
  before: string;
  after: string;
  level?: "good" | "bad";
}

/** What a preview changes, as the rows of its card: odds, dates, work and hands. */
export function differences(before: PlanAnswer, after: PlanAnswer, zone: string, say: { date: (date: string) => string; percent: (share: number) => string }): Difference[] {
  const rows: Difference[] = [];
  const add = (label: string, was: string, is: string, better: boolean | undefined) => {
    if (was !== is) rows.push({ label, before: was, after: is, ...(better === undefined ? {} : { level: better ? ("good" as const) : ("bad" as const) }) });
  };
  for (const milestone of after.milestones) {
    const old = before.milestones.find((one) => one.id === milestone.id);
    if (!old) continue;
    if (milestone.wanted && old.odds !== undefined && milestone.odds !== undefined) add(`${milestone.title} by ${say.date(milestone.wanted)}`, say.percent(old.odds), say.percent(milestone.odds), milestone.odds > old.odds);
    const [was, is] = [dateIn(zone, old.spread.p80), dateIn(zone, milestone.spread.p80)];
    add(`${milestone.title}, 80 % sure`, say.date(was), say.date(is), is < was);
  }
  const hours = (plan: PlanAnswer) => Math.round(plan.tasks.reduce((sum, task) => sum + (task.work ?? 0), 0) / 60);
  add("Work", `${hours(before)} h`, `${hours(after)} h`, undefined);
  const people = (task: PlanTask | undefined) => task?.people.map((person) => person.title).toSorted().join(" + ") ?? "";
  const hands = after.tasks.filter((task) => people(task) !== people(before.tasks.find((one) => one.id === task.id))).length;
  add("Assignments that change", "0", String(hands), undefined);
  const shifted = after.tasks.filter((task) => {
    const old = before.tasks.find((one) => one.id === task.id);
    return old && dayNumber(dateIn(zone, old.start)) !== dayNumber(dateIn(zone, task.start));
  }).length;
  add("Tasks that move", "0", String(shifted), undefined);
  return rows;
}
