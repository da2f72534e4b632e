import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Answer, TodayItem } from "../api/answers";
import { apply, create, undo } from "../api/edits";
import type { ChangeSet, Data } from "../api/types";
import { textOf } from "../answers/Statement";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { sayDate } from "../ui/dates";

/** The two things one does with an item: its own act, and putting it off (where that kind exists). */
export function useAct() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { kinds, session } = useHere();
  const snoozeKind = kinds.find((kind) => kind.kind === "snooze");

  const applySet = async (set: ChangeSet, said: string) => {
    try {
      const done = await apply(client, set);
      say({ text: said, level: "good", undo: () => undo(client, done.change_id) });
    } catch (error) {
      sayFailure(error, said);
    }
  };
  const act = ({ action }: TodayItem) => {
    if (!action) return;
    const { change, href } = action;
    if (change) void applySet("changes" in change ? change : { changes: [change] }, `${action.label}: done.`);
    else if (href && /^https?:/.test(href)) window.open(href, "_blank", "noopener");
    else if (href) void navigate({ to: href });
  };
  const putOff = async (item: TodayItem, until: string, why: string) => {
    const key = ["answer", "today", {}];
    const before = client.getQueryData<Answer<TodayItem>>(key);
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
