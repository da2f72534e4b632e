import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { installStub, Stub } from "../test/stub";
import { Failure } from "./client";
import { changedFields, patch, patched, same } from "./edits";
import type { RecordOf } from "./types";

describe("a form's changes", () => {
  it("names only the fields that differ, null for what went away", () => {
    expect(changedFields({ title: "A", due: "2026-03-01", tags: ["x"] }, { title: "A", tags: ["x", "y"] })).toEqual({ due: null, tags: ["x", "y"] });
  });

  it("takes empty text, no list and nothing for the same", () => {
    expect(changedFields({ note: "", tags: [] }, {})).toEqual({});
  });

  it("compares objects without regard to the order of names", () => {
    expect(same({ low: 1, high: 2 }, { high: 2, low: 1 })).toBe(true);
    expect(same([{ a: 1 }], [{ a: 2 }])).toBe(false);
    expect(same([], {})).toBe(false);
  });
});

describe("an optimistic edit", () => {
  const begin = () => {
    const { stub, remove } = installStub(new Stub(0));
    const client = new QueryClient();
    const record = stub.find("task", "PAY-12")?.record as RecordOf;
    const key = ["records", "task", "one", "PAY-12"];
    client.setQueryData(key, record);
    return { stub, remove, client, record, shown: () => client.getQueryData<RecordOf>(key) };
  };

  it("shows the new value before the server answers and keeps what it answers", async () => {
    const { client, record, shown, remove } = begin();
    const saving = patch(client, record, { status: "blocked" });
    expect(shown()?.data["status"]).toBe("blocked");
    await saving;
    expect(shown()).toMatchObject({ version: record.version + 1, data: { status: "blocked" } });
    remove();
  });

  it("puts the old value back when somebody else changed the same field, naming both values", async () => {
    const { client, record, shown, remove } = begin();
    await patch(new QueryClient(), record, { status: "review" });
    const failure = await patch(client, record, { status: "blocked" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).problem.conflicts).toEqual([{ field: "status", base: "doing", yours: "blocked", theirs: "review" }]);
    expect(shown()?.data["status"]).toBe("doing");
    remove();
  });

  it("merges with a change of another field", async () => {
    const { client, record, remove } = begin();
    await patch(new QueryClient(), record, { deadline: "2026-03-01" });
    const saved = await patch(client, record, { status: "blocked" });
    expect(saved.data).toMatchObject({ status: "blocked", deadline: "2026-03-01" });
    remove();
  });

  it("is based on the version the editing began with, and shown over the newest", async () => {
    const { client, record, shown, remove } = begin();
    const theirs = await patch(new QueryClient(), record, { deadline: "2026-03-01" });
    client.setQueryData(["records", "task", "one", "PAY-12"], theirs);
    const saving = patch(client, record, { status: "blocked" });
    expect(shown()?.data).toMatchObject({ status: "blocked", deadline: "2026-03-01" });
    expect((await saving).data).toMatchObject({ status: "blocked", deadline: "2026-03-01" });
    remove();
  });

  it("clears a field with null and follows the title", () => {
    const { record, remove } = begin();
    expect(patched(record, { status: null, title: "New" })).toMatchObject({ title: "New" });
    expect(patched(record, { status: null }).data).not.toHaveProperty("status");
    remove();
  });
});
