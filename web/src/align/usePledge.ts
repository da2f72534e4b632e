import { useQueryClient } from "@tanstack/react-query";
import type { Pledge } from "../api/promises";
import { call } from "../api/client";
import { changeOf, patch, undo } from "../api/edits";
import type { Data, RecordOf, Value } from "../api/types";
import { useHere } from "../shell/session";
import { say as tell, sayFailure } from "../shell/toasts";

const listOf = (value: Value | undefined): Data[] => (Array.isArray(value) ? value.filter((one): one is Data => typeof one === "object" && one !== null && !Array.isArray(one)) : []);

/** What one does with a promise: write down that it was confirmed, and how it ended. Each can be taken back. */
export function usePledge(one: Pledge) {
  const client = useQueryClient();
  const { today, session, kinds } = useHere();
  const may = kinds.find((kind) => kind.kind === one.kind)?.may?.includes("create") ?? false;
  const write = async (change: (record: RecordOf) => Data, words: string): Promise<boolean> => {
    try {
      const record = await call<RecordOf>("GET", `/v1/records/${one.kind}/${encodeURIComponent(one.id)}`);
      const saved = await patch(client, record, change(record));
      tell({ text: `${one.title}: ${words}.`, level: "good", ...(one.kind === "promise" ? { undo: async () => undo(client, await changeOf(saved)) } : {}) });
      return true;
    } catch (error) {
      sayFailure(error, "Writing it down");
      return false;
    }
  };
  const say = (odds: number | undefined, note: string) =>
    write((record) => {
      const word: Data = { on: today, ...(session.person ? { by: session.person.id } : {}), ...(odds ? { odds: `${odds}%` } : {}), ...(note ? { note } : {}) };
      return { said: [...listOf(record.data["said"]), word] };
    }, "confirmed");
  const end = (how: string) =>
    write((record) => {
      if (one.kind === "promise") return { status: how, ended: today };
      const place = Number(one.at.split("/")[2]);
      return { promises: listOf(record.data["promises"]).map((given, index) => (index === place ? { ...given, end: how } : given)) };
    }, how);
  return { say, end, may };
}
