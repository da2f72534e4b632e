import { describe, expect, it } from "vitest";
import type { Data, RecordOf } from "../api/types";
import { matrixOf } from "./matrix";

const stamp = { at: "", by: "", via: "" };
const record = (kind: string, id: string, data: Data): RecordOf => ({ kind, id, key: id, version: 1, title: String(data["title"] ?? id), data, created: stamp, updated: stamp, may: [] });
const claim = (person: string, skill: string, source: string, level: number, more: Data = {}) => record("skill_claim", `${person}${skill}${source}${level}`, { person, skill, source, level, ...more });

const matrix = matrixOf(
  [record("person", "b", { title: "Ben" }), record("person", "a", { title: "Ana" })],
  [record("skill", "m", { title: "Mentoring", category: "leadership" }), record("skill", "go", { title: "Go", category: "technical" }), record("skill", "x", { title: "Something" })],
  [claim("a", "go", "self", 4, { when: "2025-01-01" }), claim("a", "go", "lead", 3), claim("b", "go", "self", 2, { when: "2026-01-01", goal: 4 }), claim("b", "go", "self", 1, { when: "2024-01-01" })],
);

describe("the skill matrix", () => {
  it("stands by name and category, never by an amount", () => {
    expect(matrix.people.map((person) => person.title)).toEqual(["Ana", "Ben"]);
    expect(matrix.skills.map((one) => one.skill.title)).toEqual(["Go", "Mentoring", "Something"]);
  });

  it("shows the lead's word first and both where they differ", () => {
    expect(matrix.cell("a", "go")).toMatchObject({ level: 3, contested: true, claims: [{ source: "lead", level: 3 }, { source: "self", level: 4 }] });
  });

  it("takes the newest of one source, and the wish to grow", () => {
    expect(matrix.cell("b", "go")).toMatchObject({ level: 2, contested: false, wants: true });
  });

  it("counts who holds a skill, and leaves what nobody claimed empty", () => {
    expect(matrix.skills[0]?.holders).toBe(1);
    expect(matrix.cell("a", "m").level).toBeUndefined();
  });
});
