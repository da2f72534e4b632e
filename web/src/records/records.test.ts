import { describe, expect, it } from "vitest";
import type { Field, Kind, RecordOf } from "../api/types";
import { kinds } from "../test/stubSchema";
import { resolved } from "./Conflict";
import { csv, markdown } from "./export";
import { readMoney, readShare } from "./inputs";
import { nextSort, readList } from "./listState";
import { blocks } from "./Markdown";
import { say } from "./say";
import { defaultColumns, startData } from "./schema";

const task = kinds.find((kind) => kind.kind === "task") as Kind;
const words = { currency: "EUR", today: "2026-02-20", name: (_: string, id: string) => (id === "ana" ? "Ana" : "") };
const field = (type: Field["type"], more: Partial<Field> = {}): Field => ({ name: "x", label: "X", type, ...more });

describe("exports of what is seen", () => {
  it("quote what a reader would take apart, and disarm formulas", () => {
    expect(csv(["Title", "Left"], [['Say "hi", twice', "-3"], ["=1+2", "+40 EUR"]])).toBe('Title,Left\r\n"Say ""hi"", twice",-3\r\n\'=1+2,\'+40 EUR\r\n');
  });

  it("keep a table's columns apart in Markdown", () => {
    expect(markdown(["A"], [["x | y\nz"]])).toBe("| A |\n| --- |\n| x \\| y z |\n");
  });
});

describe("values in words", () => {
  it.each<[Field, Parameters<typeof say>[1], string]>([
    [field("enum", { enum: [{ value: "todo", label: "To do" }] }), "todo", "To do"],
    [field("ref", { ref: "person" }), "ana", "Ana"],
    [field("ref", { ref: "person", list: true }), ["ana", "gone"], "Ana, gone"],
    [field("date"), "2026-03-10", "10 Mar"],
    [field("date"), "2025-03-10", "10 Mar 2025"],
    [field("share"), "12.5%", "12.5 %"],
    [field("bool"), false, "no"],
    [field("estimate"), "24-32-56h", "24-32-56h"],
    [field("object", { list: true, fields: [field("text", { name: "name" }), field("number", { name: "weight" })] }), [{ name: "Cost", weight: 0.6 }], "Cost · 0.6"],
    [field("text"), null, ""],
  ])("%#", (of, value, text) => expect(say(of, value, words)).toBe(text));

  it("reads shares and money as records hold them", () => {
    expect(readShare("80")).toBe("80%");
    expect(readShare("12.5 %")).toBe("12.5%");
    expect(readShare("120")).toBeUndefined();
    expect(readMoney("1250,5", "EUR")).toBe("1250.50 EUR");
    expect(readMoney("85 usd", "EUR")).toBe("85.00 USD");
    expect(readMoney("a lot", "EUR")).toBeUndefined();
  });
});

describe("a list's address", () => {
  it("holds filter, order and columns, and drops columns that do not exist", () => {
    expect(readList(task, { q: "ledger", sort: "-left", columns: "left,nonsense" })).toEqual({ q: "ledger", where: "", sort: "-left", columns: ["left"] });
  });

  it("turns the order: up, down, as it comes", () => {
    expect([nextSort("", "due"), nextSort("due", "due"), nextSort("-due", "due")]).toEqual(["due", "-due", ""]);
  });

  it("picks columns that say something in these rows", () => {
    const row = { data: { title: "A", left: "3h", status: "todo" } } as unknown as RecordOf;
    expect(defaultColumns(task, [row])).toEqual(["status", "left"]);
    expect(defaultColumns(task, [])).not.toContain("people");
  });
});

describe("a new record", () => {
  const fields = [field("enum", { name: "status", required: true, enum: [{ value: "todo", label: "To do" }] }), field("ref", { name: "owner", ref: "person", required: true }), field("ref", { name: "lead", ref: "person" }), field("int", { name: "level" })];

  it("starts with the first choice and oneself where something is needed", () => {
    expect(startData(fields, {}, "ana")).toEqual({ status: "todo", owner: "ana" });
  });

  it("takes what the address gives", () => {
    expect(startData(fields, { status: "done", owner: "ben", level: "3", other: "x" }, "ana")).toEqual({ status: "done", owner: "ben", level: 3 });
  });
});

describe("a conflict", () => {
  it("sends my other fields, and of the contested ones those I keep", () => {
    const fields = ["role", "zone"].map((name) => ({ field: name, base: "", yours: "mine", theirs: "theirs" }));
    expect(resolved({ role: "mine", zone: "mine", level: "L4" }, fields, new Set(["zone"]))).toEqual({ zone: "mine", level: "L4" });
  });
});

describe("Markdown", () => {
  it("is read into blocks, never into HTML", () => {
    expect(blocks("# T\n\nOne\ntwo\n\n- a\n- b\n\n1. c\n\n> q\n\n```\n<script>\n```")).toEqual([
      { type: "heading", text: "T" },
      { type: "paragraph", text: "One\ntwo" },
      { type: "list", ordered: false, items: ["a", "b"] },
      { type: "list", ordered: true, items: ["c"] },
      { type: "quote", text: "q" },
      { type: "code", text: "<script>" },
    ]);
  });

  it("ends, whatever is typed", () => {
    for (const text of ["```", "- ", ">", "#", "#x", "1.", "\n\n", "a\n```\nb"]) expect(Array.isArray(blocks(text))).toBe(true);
  });
});
