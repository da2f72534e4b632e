import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { PlanAnswer } from "../api/answers";
import { get } from "../api/client";
import { changeOf, patch, pathOf, undo } from "../api/edits";
import type { RecordOf } from "../api/types";
import { useHere } from "../shell/session";
import { close, say, sayFailure } from "../shell/toasts";
import { statusChange, statuses, withStatus } from "./board";
import type { TaskRow } from "./read";

/** Draws a task under another status wherever the plan is shown. */
function show(client: QueryClient, id: string, status: string): void {
  client.setQueriesData<PlanAnswer>({ queryKey: ["answer", "plan"] }, (old) => old && { ...old, tasks: old.tasks.map((task) => (task.id === id ? withStatus(task, status) : task)) });
}

/** Built on the version that was seen: who changed the status since is not overruled. */
async function save(client: QueryClient, task: TaskRow["task"], status: string, today: string): Promise<RecordOf> {
  const now = await get<RecordOf>(pathOf({ kind: "task", id: task.id }));
  return patch(client, { ...now, version: task.version }, statusChange(now.data, status, today));
}

/** Changes a task's status: shown at once, put back with the server's words when it refuses, undone from the toast. */
export function useStatus(): (row: TaskRow, status: string) => Promise<void> {
  const client = useQueryClient();
  const { kinds, today } = useHere();
  return useCallback(
    async ({ task }: TaskRow, status: string) => {
      if (status === task.status) return;
      const label = statuses(kinds).find((one) => one.value === status)?.label ?? status;
      show(client, task.id, status);
      const saving = save(client, task, status, today);
      // Said before the server has answered: who takes it back at once waits for the answer, unseen.
      const said = say({ text: `“${task.title}” is now: ${label.toLowerCase()}.`, level: "good", undo: async () => undo(client, await changeOf(await saving)) });
      try {
        await saving;
      } catch (error) {
        show(client, task.id, task.status);
        close(said);
        sayFailure(error, `Moving “${task.title}”`);
      }
    },
    [client, kinds, today],
  );
}
