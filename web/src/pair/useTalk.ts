import { useQueryClient } from "@tanstack/react-query";
import { Failure, get } from "../api/client";
import { apply, changeOf, create, patch, refetch, undo } from "../api/edits";
import type { Point, Prepared, Talk } from "../api/pair";
import type { Data, RecordOf } from "../api/types";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";

/** Everything one does while holding a one-on-one; each act can be taken back. */
export function useTalk(answer: Prepared) {
  const client = useQueryClient();
  const { session, today } = useHere();
  const { series } = answer;
  const inside: Data = { series: series.id, between: [series.lead.id ?? "", series.person.id ?? ""] };
  const current = answer.talks.find((talk) => talk.on === today);

  const attempt = async (doing: string, act: () => Promise<void>) => {
    try {
      await act();
      return true;
    } catch (error) {
      sayFailure(error, doing);
      // Somebody else was here first: what they did is shown.
      if (error instanceof Failure && error.status === 409) void refetch(client, []);
      return false;
    }
  };
  const said = async (text: string, record: RecordOf) => {
    const change = await changeOf(record);
    say({ text, level: "good", undo: () => undo(client, change) });
  };
  const edit = async (kind: string, one: { id: string; version: number }, data: Data) =>
    patch(client, { ...(await get<RecordOf>(`/v1/records/${kind}/${one.id}`)), version: one.version }, data);
  /** Today's talk, which begins with the first thing that is written down or ticked. */
  const talk = async (): Promise<string> => current?.id ?? (await create(client, "conversation", { ...inside, on: today })).id;

  return {
    add: (title: string) => attempt("Adding the point", async () => void (await create(client, "talking_point", { ...inside, title, by: session.person?.id ?? null, raised: today, state: "open" }))),
    done: (point: Point) =>
      attempt("Ticking it", async () => said(point.owner ? `Done: ${point.title}` : `Talked about: ${point.title}`, await edit("talking_point", point, { state: "done", talk: await talk() }))),
    drop: (point: Point) => attempt("Dropping it", async () => said(`Dropped: ${point.title}`, await edit("talking_point", point, { state: "dropped" }))),
    promise: (point: Point, owner: string, due: string) =>
      attempt("Writing it down", async () => said(`Promised: ${point.title}`, await edit("talking_point", point, { owner, due: due || null }))),
    /** Saves the shared notes over those that `over` has; if they are others by now, nothing is saved. */
    note: (notes: string, over: Talk | undefined) =>
      attempt("Saving the notes", async () => {
        if (over) await edit("conversation", over, { notes });
        else await create(client, "conversation", { ...inside, on: today, notes });
        say({ text: "Both of you can read it.", level: "good" });
      }),
    keep: (text: string) =>
      attempt("Keeping the note", async () => {
        await create(client, "private_note", { author: session.person?.id ?? null, series: series.id, about: series.with.id ?? null, on: today, text });
        say({ text: "Kept, for your eyes only.", level: "good" });
      }),
    forget: (note: RecordOf) =>
      attempt("Erasing the note", async () => {
        await apply(client, { changes: [{ kind: "private_note", id: note.id, op: "erase" }] });
        say({ text: "Erased for good.", level: "info" });
      }),
    schedule: (next: string) => attempt("Setting the date", async () => said(next ? "The next date is set." : "There is no next date.", await edit("one_on_one", series, { next: next || null }))),
    end: () => attempt("Ending it", async () => said("Ended. It can be begun again.", await edit("one_on_one", series, { state: series.state === "active" ? "ended" : "active" }))),
    current: current as Talk | undefined,
  };
}

export type Acts = ReturnType<typeof useTalk>;
