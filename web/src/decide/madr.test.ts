import { describe, expect, it } from "vitest";
import { Stub } from "../test/stub";
import type { RecordOf } from "../api/types";
import { madr } from "./madr";

const decision = (data: RecordOf["data"]): RecordOf => {
  const record = new Stub(0).find("decision", "D-14")?.record;
  if (!record) throw new Error("no decision");
  return { ...record, data: { ...record.data, ...data } };
};

describe("a decision as MADR", () => {
  it("holds status, people by name, drivers, options and the outcome", () => {
    const file = madr(decision({ status: "accepted", date: "2026-02-20", outcome: "PostgreSQL + River", why: "we run it already" }), (id) => (id === "ana" ? "Ana" : id));
    expect(file).toMatch(/^---\nstatus: accepted\ndate: 2026-02-20\ndecision-makers: Ana\n---\n\n# Queue for settlement events\n/);
    expect(file).toContain("\n* Operability, weight 0.3\n");
    expect(file).toContain('\nChosen option: "PostgreSQL + River", because we run it already\n');
    expect(file).toContain("\n### Kafka\n\n* Operability: 5 of 10\n");
  });

  it("leaves out sections with nothing in them", () => {
    const file = madr(decision({ criteria: [], options: [], context: "" }), (id) => id);
    expect(file).not.toContain("##");
  });
});
