import { useCallback } from "react";
import type { PersonLoad, PlanAnswer } from "../api/answers";
import { useHere } from "../shell/session";
import { say } from "../shell/toasts";
import { count, writeMinutes } from "../ui/units";
import { gripOf, leave, leftAfter, moveBy, peopleOf, pin, type TaskRow } from "./read";
import type { Preview } from "./usePreview";

const hours = (minutes: number): string => writeMinutes(minutes).replace("h", " h");

/** The changes a gesture on the plan stands for, each looked at before it is made. */
export function useChanges(plan: PlanAnswer, rows: TaskRow[], chosen: string, begin: (preview: Preview) => void) {
  const { today } = useHere();
  const move = useCallback(
    (row: TaskRow, days: number) => {
      const name = `“${row.task.title}”`;
      if (gripOf(row) === "start") {
        begin({ title: `${name} starts ${count(Math.abs(days), "day")} ${days > 0 ? "later" : "earlier"}`, set: { changes: [moveBy(row, days)] } });
        return;
      }
      const left = leftAfter(row, days, today);
      if (left === row.task.left) say({ text: `${name} has begun, so its start stays; it cannot end before today.` });
      else begin({ title: `${name} has ${hours(left)} of work left, not ${hours(row.task.left)}`, set: { changes: [leave(row, left)] } });
    },
    [begin, today],
  );
  const put = useCallback(
    (person: PersonLoad, id = chosen) => {
      const task = plan.tasks.find((one) => one.id === id) ?? rows.find((row) => row.id === id)?.task;
      if (!task) return say({ text: "Choose a task first, with j and k or a press, or drop the name on one." });
      if (task.done) return say({ text: `“${task.title}” is done; nobody can join it.` });
      const [own, name] = [peopleOf(task), person.title.split(" ")[0] ?? person.title];
      if (!person.id || own.includes(person.id)) return say({ text: `${name} is on “${task.title}” already.` });
      const alone: Preview = { title: `${name} does “${task.title}”`, set: { changes: [pin(task, [person.id])] } };
      if (!own.length) return begin(alone);
      const others = task.people.map((one) => one.title.split(" ")[0]).join(" and ");
      begin({ title: `${name} joins “${task.title}”`, set: { changes: [pin(task, [...own, person.id])] }, instead: { label: `Instead of ${others}`, preview: alone } });
    },
    [begin, plan.tasks, rows, chosen],
  );
  return { move, put };
}
