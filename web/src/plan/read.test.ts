import { describe, expect, it } from "vitest";
import { planAnswer } from "../test/stubAnswers";
import { moveBy, rowsOf, scenarioOf, type TaskRow } from "./read";

const rows = rowsOf(planAnswer, "Europe/Vienna");
const row = (id: string) => rows.find((one): one is TaskRow => one.type === "task" && one.id === id) as TaskRow;

describe("the plan as rows", () => {
  it("stands in groups by project, each in the order of its start, milestones last", () => {
    expect(rows.map((one) => (one.type === "group" ? one.title : one.id))).toEqual([
      "Checkout v2", "PAY-12", "PAY-16", "PAY-20", "PAY-14", "PAY-31", "PAY-18", "PAY-22", "m1",
      "Reporting", "REP-1", "REP-2", "REP-3", "m2",
    ]);
  });

  it("shows what is done when asked", () => {
    expect(rowsOf(planAnswer, "Europe/Vienna", true).map((one) => one.id)).toContain("REP-0");
  });

  it("keeps tasks of a project the viewer does not see", () => {
    const hidden = rowsOf({ ...planAnswer, projects: planAnswer.projects.slice(0, 1) }, "UTC");
    expect(hidden.filter((one) => one.type === "group").map((one) => one.id)).toEqual(["group-p1", "group-"]);
    expect(hidden).toHaveLength(rows.length);
  });

  it("calls critical what decides the end in half of the futures", () => {
    expect(row("PAY-12").critical).toBe(true);
    expect(row("PAY-14").critical).toBe(false);
  });
});

describe("moving a task", () => {
  it("pins its window that many days on and keeps its people", () => {
    expect(moveBy(row("PAY-18"), 3)).toEqual({ kind: "task", id: "PAY-18", op: "patch", base_version: 1, data: { planned: { people: ["jon", "ben"], from: "2026-03-01", to: "2026-03-07", pinned: true } } });
  });

  it("can be kept as a scenario that any reader of records can apply", () => {
    const kept = scenarioOf("Queue later", { changes: [moveBy(row("PAY-18"), 3)] });
    expect(kept).toMatchObject({ title: "Queue later", state: "open", changes: [{ kind: "task", id: "PAY-18", base_version: 1, op: "patch" }] });
  });
});
