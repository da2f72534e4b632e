import { describe, expect, it } from "vitest";
import { planAnswer } from "../test/stubAnswers";
import { kinds } from "../test/stubSchema";
import { columnBeside, columnsOf, statusChange, statuses } from "./board";
import { isFiltered, only, readFilter } from "./filter";
import { box, layOut } from "./graph";
import { gripOf, leave, leftAfter, rowsOf, type TaskRow } from "./read";

const tasksOf = (done: boolean) => rowsOf(planAnswer, "UTC", done).filter((row): row is TaskRow => row.type === "task");
const row = (id: string) => tasksOf(true).find((one) => one.id === id) as TaskRow;
const filter = (search: Record<string, string>) => only(planAnswer, readFilter(search)).tasks.map((task) => task.id);

describe("a part of the plan", () => {
  it("is a project, a person, a text, or all of them", () => {
    expect(filter({ project: "rep" })).toEqual(["REP-1", "REP-2", "REP-3", "REP-0"]);
    expect(filter({ person: "ben" })).toEqual(["PAY-18", "PAY-22"]);
    expect(filter({ q: " event" })).toEqual(["PAY-14", "PAY-18"]);
    expect(filter({ project: "p1", person: "jon", q: "pay-2" })).toEqual(["PAY-20"]);
    expect(filter({})).toHaveLength(planAnswer.tasks.length);
  });

  it("keeps no project and no milestone that is not in it", () => {
    const part = only(planAnswer, readFilter({ person: "lea" }));
    expect(part.projects.map((one) => one.key)).toEqual(["REP"]);
    expect(part.milestones).toEqual([]);
    expect(isFiltered(readFilter({ q: "  " }))).toBe(false);
  });
});

describe("the board", () => {
  const columns = columnsOf(tasksOf(true), statuses(kinds));

  it("has a column for each status, dropped work only where there is some", () => {
    expect(columns.map((one) => `${one.status} ${one.rows.length}`)).toEqual(["todo 5", "doing 5", "review 0", "blocked 0", "done 1"]);
  });

  it("ends at either side", () => {
    expect([columnBeside(columns, "todo", -1), columnBeside(columns, "todo", 1), columnBeside(columns, "done", 1)]).toEqual(["todo", "doing", "done"]);
  });

  it("states the days a move stands for, and takes them back", () => {
    expect(statusChange({}, "doing", "2026-02-20")).toEqual({ status: "doing", started: "2026-02-20" });
    expect(statusChange({ started: "2026-02-10" }, "done", "2026-02-20")).toEqual({ status: "done", finished: "2026-02-20" });
    expect(statusChange({ started: "2026-02-10", finished: "2026-02-19" }, "todo", "2026-02-20")).toEqual({ status: "todo", started: null, finished: null });
    expect(statusChange({}, "blocked", "2026-02-20")).toEqual({ status: "blocked" });
  });
});

describe("the graph", () => {
  it("puts each task to the right of what it waits for, none upon another", () => {
    const drawing = layOut(tasksOf(true), planAnswer.projects, new Set());
    const at = new Map(drawing.nodes.map((node) => [node.id, node]));
    for (const one of tasksOf(true)) for (const link of one.task.after ?? []) expect(at.get(one.id)?.x).toBeGreaterThan((at.get(link.id)?.x ?? 0) + box.width);
    for (const a of drawing.nodes) for (const b of drawing.nodes) if (a !== b) expect(a.x === b.x && Math.abs(a.y - b.y) < box.height, `${a.id} ${b.id}`).toBe(false);
    for (const node of drawing.nodes) expect(node.y + box.height).toBeLessThanOrEqual(drawing.height);
    expect(drawing.edges.filter((edge) => edge.critical).map((edge) => edge.id)).toEqual(["PAY-12>PAY-18", "PAY-18>PAY-22"]);
  });

  it("folds a project into one box, also where two wait for each other", () => {
    const ring = planAnswer.tasks.map((task) => (task.id === "REP-2" ? { ...task, after: [{ id: "PAY-12", link: "" }] } : task.id === "PAY-22" ? { ...task, after: [{ id: "REP-3", link: "" }] } : task));
    const rows = rowsOf({ ...planAnswer, tasks: ring }, "UTC").filter((one): one is TaskRow => one.type === "task");
    const drawing = layOut(rows, planAnswer.projects, new Set(["p1", "p2"]));
    expect(drawing.nodes.map((node) => node.count)).toEqual([7, 3]);
    expect(drawing.edges).toHaveLength(2);
    expect(layOut([], [], new Set()).nodes).toEqual([]);
  });

  it("lays out thousands of tasks in layers", () => {
    const task = row("PAY-31");
    const many = Array.from({ length: 3000 }, (_, n): TaskRow => ({ ...task, id: `t${n}`, task: { ...task.task, id: `t${n}`, after: n < 60 ? [] : [{ id: `t${n - 60}`, link: "" }, { id: `t${n - 53}`, link: "" }] } }));
    const drawing = layOut(many, planAnswer.projects, new Set());
    expect(drawing.nodes).toHaveLength(3000);
    expect(drawing.width).toBeGreaterThan(49 * box.across);
  });
});

describe("work that has begun", () => {
  it("keeps its start; its end is what can be drawn", () => {
    expect([gripOf(row("PAY-12")), gripOf(row("PAY-18")), gripOf(row("REP-0"))]).toEqual(["end", "start", "none"]);
  });

  it("has as much more left as there are more working days, and never ends before today", () => {
    const one = { ...row("PAY-12"), finish: "2026-02-26" };
    one.task = { ...one.task, left: 600 };
    // Friday 20 to Thursday 26: 5 working days; to Tuesday 3 March: 8.
    expect(leftAfter(one, 5, "2026-02-20")).toBe(960);
    expect(leftAfter(one, -60, "2026-02-20")).toBe(120);
    expect(leave(one, 960)).toMatchObject({ op: "patch", data: { left: "16h", left_known: true } });
  });
});
