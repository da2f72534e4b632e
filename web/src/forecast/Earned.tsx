import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Said } from "../answers/Statement";
import { answerQuery } from "../api/queries";
import { call } from "../api/client";
import { refetch, undo } from "../api/edits";
import type { Applied } from "../api/types";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { Trouble } from "../shell/states";
import { Bar, Block } from "../ui/bits";
import { Button } from "../ui/Button";
import type { EarnedAnswer } from "../api/answers";
import css from "./forecast.module.css";

/** The work done against the plan as it was agreed, in words, and the act of keeping today's plan. */
export function Earned() {
  const client = useQueryClient();
  const { session } = useHere();
  const query = useQuery(answerQuery<EarnedAnswer>("earned"));
  const { data } = query;
  if (!data) {
    return (
      query.error && (
        <Block title="Baselines and earned value">
          <Trouble part error={query.error} retry={() => void query.refetch()} />
        </Block>
      )
    );
  }
  const may = session.roles.includes("lead") || session.roles.includes("admin");
  const take = async () => {
    try {
      const done = await call<Applied>("POST", "/v1/baselines", { title: "", project: "", why: "" });
      await Promise.all([refetch(client, ["baseline"]), client.invalidateQueries({ queryKey: ["answer", "earned"] })]);
      say({ text: "Today's plan is kept as a baseline.", level: "good", undo: () => undo(client, done.change_id) });
    } catch (error) {
      sayFailure(error, "Taking a baseline");
    }
  };
  return (
    <Block title="Baselines and earned value">
      <p className={css.lead}>
        <Said statement={data.headline} />
      </p>
      <ul className={css.says}>
        {data.items.map((one, index) => (
          <li key={index}>
            <Said statement={one} />
          </li>
        ))}
      </ul>
      {may && (
        <Bar>
          <Button onClick={() => void take()}>Take a baseline of today's plan</Button>
        </Bar>
      )}
    </Block>
  );
}
