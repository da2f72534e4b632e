import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { TodayAnswer, TodayItem } from "../api/answers";
import { apply, create } from "../api/edits";
import { answerQuery } from "../api/queries";
import type { Data } from "../api/types";
import { textOf } from "../answers/Statement";
import { usePresenting } from "../shell/presenting";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { sayDate } from "../ui/dates";

/** Today; while a screen is shared without what is the viewer's alone, which then does not come at all. */
export const todayQuery = (presenting: boolean) => answerQuery<TodayAnswer>("today", presenting ? { own: "no" } : {});

/** The two things one does with an item: its own act, and putting it off (where that kind exists). */
export function useAct() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { kinds, session } = useHere();
  const shown = usePresenting();
  const snoozeKind = kinds.find((kind) => kind.kind === "snooze");

  const act = ({ action }: TodayItem) => {
    const { href } = action;
    if (href && /^https?:/.test(href)) window.open(href, "_blank", "noopener");
    else if (href) void navigate({ to: href });
  };
  const putOff = async (item: TodayItem, until: string, why: string) => {
    const key = todayQuery(shown).queryKey;
    const before = client.getQueryData(key);
    if (before) client.setQueryData(key, { ...before, items: before.items.filter((one) => one.id !== item.id) });
    const data: Data = { title: textOf(item.statement), item: item.id, until };
    if (session.person) data["for"] = session.person.id;
    if (why) data["reason"] = why;
    try {
      const record = await create(client, "snooze", data);
      const takeBack = () => apply(client, { changes: [{ kind: "snooze", id: record.id, base_version: record.version, op: "delete" }] });
      say({ text: `Put off until ${sayDate(until)}.`, undo: takeBack });
    } catch (error) {
      if (before) client.setQueryData(key, before);
      sayFailure(error, "Snoozing");
    }
  };
  return { act: (item: TodayItem) => act(item), snooze: snoozeKind && ((item: TodayItem, until: string, why: string) => void putOff(item, until, why)) };
}
