// Optimistic edits: the page shows the new value at once; a refusal puts the old one
// back and says why. Merging by field is the server's; here only our own view of a record changes.
import type { QueryClient } from "@tanstack/react-query";
import { call, Failure } from "./client";
import type { Applied, ChangeSet, Data, HistoryEntry, RecordOf, Value } from "./types";

/** The record as it will look: changed fields replaced, null clears, the rest untouched. */
export function patched(record: RecordOf, changed: Data): RecordOf {
  const data: Data = { ...record.data };
  for (const [name, value] of Object.entries(changed)) {
    if (value === null || value === undefined) delete data[name];
    else data[name] = value;
  }
  return { ...record, title: typeof data["title"] === "string" ? data["title"] : record.title, data };
}

/** The fields that differ, as a PATCH wants them: a field that went away is null. */
export function changedFields(before: Data, after: Data): Data {
  const changed: Data = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = empty(before[name]) ? undefined : before[name];
    const is = empty(after[name]) ? undefined : after[name];
    if (!same(was, is)) changed[name] = is ?? null;
  }
  return changed;
}

function empty(value: Value | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Deep equality of JSON values, blind to the order of an object's names. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}

type Pages = { pages?: { items: RecordOf[] }[]; items?: RecordOf[] };

/** Puts a record in place of its older self wherever the cache shows it. */
export function showRecord(client: QueryClient, record: RecordOf): void {
  for (const name of [record.id, record.key]) {
    if (name) client.setQueriesData<RecordOf>({ queryKey: ["records", record.kind, "one", name] }, (old) => old && record);
  }
  const swap = (items: RecordOf[]) => items.map((item) => (item.id === record.id ? record : item));
  for (const shape of ["list", "some"]) {
    client.setQueriesData<Pages>({ queryKey: ["records", record.kind, shape] }, (old) => {
      if (old?.pages) return { ...old, pages: old.pages.map((page) => ({ ...page, items: swap(page.items) })) };
      return old?.items ? { ...old, items: swap(old.items) } : old;
    });
  }
}

/** The newest version of a record that the cache holds. */
function shownNow(client: QueryClient, record: RecordOf): RecordOf {
  const held = [record.key, record.id].map((name) => client.getQueryData<RecordOf>(["records", record.kind, "one", name]));
  return held.reduce<RecordOf>((newest, one) => (one && one.version > newest.version ? one : newest), record);
}

/**
 * Sends fields changed on a version of a record, which need not be the newest. Shows them
 * at once over what is shown now; on failure shows that again and throws.
 */
export async function patch(client: QueryClient, record: RecordOf, changed: Data, reason?: string): Promise<RecordOf> {
  const shown = shownNow(client, record);
  showRecord(client, patched(shown, changed));
  try {
    const body = { base_version: record.version, data: changed, ...(reason ? { reason } : {}) };
    const saved = await call<RecordOf>("PATCH", pathOf(record), body);
    showRecord(client, saved);
    void refetch(client, [record.kind]);
    return saved;
  } catch (error) {
    showRecord(client, shown);
    throw error;
  }
}

export const pathOf = (record: { kind: string; id: string }) => `/v1/records/${record.kind}/${encodeURIComponent(record.id)}`;

export async function create(client: QueryClient, kind: string, data: Data, key?: string): Promise<RecordOf> {
  const saved = await call<RecordOf>("POST", `/v1/records/${kind}`, { data, ...(key ? { key } : {}) });
  void refetch(client, [kind]);
  return saved;
}

export async function apply(client: QueryClient, set: ChangeSet): Promise<Applied> {
  const done = await call<Applied>("POST", "/v1/changes", set);
  if (!set.preview) void refetch(client, set.changes.map((change) => change.kind));
  return done;
}

export const preview = (set: ChangeSet): Promise<Applied> => call<Applied>("POST", "/v1/changes", { ...set, preview: true });

export async function undo(client: QueryClient, changeId: string): Promise<Applied> {
  const done = await call<Applied>("POST", `/v1/changes/${encodeURIComponent(changeId)}/undo`);
  void refetch(client, done.applied.map((change) => change.kind));
  return done;
}

/** The change that brought a record to a version, so that a toast can offer to undo it. */
export async function changeOf(record: { kind: string; id: string; version: number }): Promise<string> {
  const { entries } = await call<{ entries: HistoryEntry[] }>("GET", `${pathOf(record)}/history`);
  const entry = entries.find((one) => one.version === record.version);
  if (!entry?.undoable) throw new Failure({ title: entry?.why_not || "This change cannot be undone any more.", status: 409 });
  return entry.change_id;
}

/** Asks again for everything that may rest on these kinds; answers join kinds, so all of them do. */
export function refetch(client: QueryClient, kinds: string[]): Promise<unknown> {
  return Promise.all([
    ...[...new Set(kinds)].map((kind) => client.invalidateQueries({ queryKey: ["records", kind] })),
    client.invalidateQueries({ queryKey: ["answer"] }),
    client.invalidateQueries({ queryKey: ["search"] }),
  ]);
}
