import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { PlanPreview } from "../api/answers";
import { call, Failure } from "../api/client";
import { apply, create, undo } from "../api/edits";
import type { ChangeSet } from "../api/types";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { scenarioOf } from "./read";
import { useBetter } from "./useBetter";

/** A change of the plan that is looked at and not yet made. */
export interface Preview {
  title: string;
  set: ChangeSet;
  /** Another change that the same gesture could have meant, with its words on a button. */
  instead?: { label: string; preview: Preview };
}

/** Says that a change makes a promise or ends one: those stay on record, so that it cannot be undone. */
const promising = (set: ChangeSet): boolean => set.changes.some((change) => change.kind === "milestone" && change.data !== undefined && "promises" in change.data);

/** Preview, then commit: asks the plan under a change, and accepts, keeps or drops it. */
export function usePreview() {
  const client = useQueryClient();
  const { kinds } = useHere();
  const [preview, setPreview] = useState<Preview>();
  const ask = useMutation({ mutationFn: (set: ChangeSet) => call<PlanPreview>("POST", "/v1/plan/preview", { changes: set.changes }) });
  const { mutate } = ask;
  // The same function at every render: each bar of a long timeline holds it.
  const begin = useCallback(
    (next: Preview) => {
      setPreview(next);
      mutate(next.set);
    },
    [mutate],
  );
  const discard = () => {
    setPreview(undefined);
    ask.reset();
  };
  const accept = async () => {
    if (!preview) return;
    try {
      const done = await apply(client, { ...preview.set, reason: preview.title });
      say({ text: `${preview.title}.`, level: "good", ...(promising(preview.set) ? {} : { undo: () => undo(client, done.change_id) }) });
      discard();
    } catch (error) {
      sayFailure(error, "Accepting");
    }
  };
  const keep = async () => {
    if (!preview) return;
    try {
      const kept = await create(client, "scenario", scenarioOf(preview.title, preview.set));
      const drop = () => apply(client, { changes: [{ kind: "scenario", id: kept.id, base_version: kept.version, op: "delete" }] });
      say({ text: `Kept as a scenario: ${preview.title}.`, undo: drop });
      discard();
    } catch (error) {
      sayFailure(error, "Keeping the scenario");
    }
  };
  const failure = ask.error;
  const better = useBetter(preview?.set, ask.data);
  return {
    preview,
    answer: better ?? ask.data,
    /** What accepting would leave on record for good. */
    lasting: preview !== undefined && promising(preview.set),
    error: failure ? (failure instanceof Failure ? `${failure.message} ${failure.hint}`.trim() : String(failure)) : "",
    begin,
    accept: () => void accept(),
    keep: kinds.some((kind) => kind.kind === "scenario") ? () => void keep() : undefined,
    discard,
  };
}
