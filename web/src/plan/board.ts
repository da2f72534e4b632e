// The plan as columns by status, and what a task's move from one to another changes.
import type { PlanTask } from "../api/answers";
import type { Data, Kind } from "../api/types";
import { grouped, type TaskRow } from "./read";

export interface Column {
  status: string;
  label: string;
  rows: TaskRow[];
}

/** The choices of a task's status, from its schema. */
export const statuses = (kinds: Kind[]): { value: string; label: string }[] => kinds.find((one) => one.kind === "task")?.fields.find((field) => field.name === "status")?.enum ?? [];

/** What is open in the order of its start, what is done the newest first. Dropped work has a column only where the plan still holds some. */
export function columnsOf(rows: readonly TaskRow[], choices: { value: string; label: string }[]): Column[] {
  const by = grouped(rows, (row) => row.task.status);
  return choices
    .filter(({ value }) => value !== "dropped" || by.has(value))
    .map(({ value, label }) => ({ status: value, label, rows: value === "done" ? (by.get(value) ?? []).toSorted((a, b) => b.finish.localeCompare(a.finish)) : (by.get(value) ?? []) }));
}

/** The column so many to the right of a task's own; its own at either end. */
export function columnBeside(columns: Column[], status: string, by: number): string {
  const at = columns.findIndex((one) => one.status === status);
  return columns[Math.max(0, Math.min(columns.length - 1, at + by))]?.status ?? status;
}

/** The fields a move changes: the status, and the days that it states or takes back. */
export function statusChange(data: Data, status: string, today: string): Data {
  const changed: Data = { status };
  if (["doing", "review", "done"].includes(status) && !data["started"]) changed["started"] = today;
  if (status === "todo" && data["started"]) changed["started"] = null;
  if (status === "done" && !data["finished"]) changed["finished"] = today;
  if (status !== "done" && data["finished"]) changed["finished"] = null;
  return changed;
}

/** A task as it is drawn while the server has not answered yet. */
export const withStatus = (task: PlanTask, status: string): PlanTask => ({ ...task, status, done: status === "done" || status === "dropped" });
