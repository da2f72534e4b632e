import { describe, expect, it } from "vitest";
import { skillsAnswer } from "../test/stubAnswers";
import { isThin, matrixOf, otherLevels } from "./matrix";

const matrix = matrixOf(skillsAnswer);

describe("the skill matrix", () => {
  it("stands by name and category, never by an amount", () => {
    expect(matrix.people.map((person) => person.title)).toEqual(["Ana", "Ben", "Jon", "Lea", "Mira", "Noor"]);
    expect(matrix.skills.map((skill) => skill.title)).toEqual(["Events", "Go", "Kubernetes", "Ledger", "PostgreSQL", "React", "Incident command", "Mentoring"]);
  });

  it("finds a cell, and nothing where nothing is claimed", () => {
    expect(matrix.cell("ana", "s1")?.level).toBe(5);
    expect(matrix.cell("ana", "s0")).toBeUndefined();
  });

  it("shows what claims say beside the level planning takes", () => {
    const cell = { person: "a", skill: "s", level: 2, contested: true, claims: [{ source: "lead", level: 2, id: "1" }, { source: "self", level: 4, id: "2" }] };
    expect(otherLevels(cell)).toEqual([4]);
    expect(otherLevels({ ...cell, claims: [] })).toEqual([]);
  });

  it("warns of a skill that the plan needs and one person holds", () => {
    const skill = { kind: "skill", id: "s", key: "s", title: "S", needed: 3, tasks: [], holders: 1 };
    expect(isThin(skill)).toBe(true);
    expect(isThin({ ...skill, needed: 0 })).toBe(false);
    expect(isThin({ ...skill, needed: 0, holders: 0 })).toBe(true);
    expect(isThin({ ...skill, holders: 2 })).toBe(false);
  });
});
