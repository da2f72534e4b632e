import { useQueryClient } from "@tanstack/react-query";
import type { Objective, Orphan } from "../api/align";
import { call } from "../api/client";
import { changeOf, patch, undo } from "../api/edits";
import type { RecordOf } from "../api/types";
import { say, sayFailure } from "../shell/toasts";

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : []);

/** Lets a project serve one objective more; the toast takes it back. */
export function useTie() {
  const client = useQueryClient();
  return async (project: Orphan, objective: Objective) => {
    try {
      const record = await call<RecordOf>("GET", `/v1/records/project/${project.id}`);
      const saved = await patch(client, record, { objectives: [...idsOf(record.data["objectives"]), objective.id] });
      say({ text: `${project.title} serves “${objective.title}” now.`, level: "good", undo: async () => undo(client, await changeOf(saved)) });
    } catch (error) {
      sayFailure(error, "Tying");
    }
  };
}
