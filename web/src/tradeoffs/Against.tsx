import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { get, query } from "../api/client";
import type { Hand, TradeoffsAnswer, TradePlan } from "../api/tradeoffs";
import { recordTo, Said, textOf } from "../answers/Statement";
import { Trouble } from "../shell/states";
import { Block, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { count } from "../ui/units";
import css from "./tradeoffs.module.css";

/** Rows shown at first; the rest waits for a press. */
const shownFirst = 6;

/** A plan with its differences, once it is here: those behind the named ones are asked for when looked at. */
export function usePlan(answer: TradeoffsAnswer, id: string): { plan: TradePlan | undefined; error: Error | null; again: () => void } {
  const named = answer.plans.find((plan) => plan.id === id);
  const asked = useQuery({
    queryKey: ["answer", "tradeoffs", { plan: id, result: answer.result }],
    queryFn: ({ signal }) => get<TradePlan>(`/v1/answers/tradeoffs${query({ plan: id })}`, signal),
    enabled: named === undefined && id !== "",
    staleTime: Infinity,
  });
  return { plan: named ?? asked.data, error: asked.error, again: () => void asked.refetch() };
}

const who = (hands: Hand[]): string => hands.map((hand) => (hand.mentor ? `${short(hand.title)} beside ${short(hand.mentor.title)}` : short(hand.title))).join(" + ") || "nobody";

const short = (name: string): string => name.split(" ")[0] ?? name;

/** What a plan would change, task by task. */
export function Against({ plan, error, again, title }: ReturnType<typeof usePlan> & { title: string }) {
  const [all, setAll] = useState(false);
  if (!plan && error) return <Trouble part error={error} retry={again} />;
  if (!plan) return <Skeleton height={160} />;
  const rows = all ? plan.differs : plan.differs.slice(0, shownFirst);
  return (
    <Block title={plan.names.includes("now") ? "As planned now" : `${title}, against now`}>
      {plan.differs.length === 0 && <p className="quiet">{plan.names.includes("now") ? "The other plans are set against this one. Choose one to see what it changes." : "The same people on every task; only the order differs."}</p>}
      {rows.length > 0 && (
        <table className={css.differs}>
          <thead className="hidden-visually">
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Now</th>
              <th scope="col">In this plan</th>
              <th scope="col">What it brings</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Link to={recordTo("task", row.key || row.id)}>{row.title}</Link>
                </th>
                <td>{who(row.before)}</td>
                <td>{who(row.after)}</td>
                <td className="quiet">
                  {row.notes.map((note, index) => (
                    <span key={textOf(note)}>
                      {index > 0 && "; "}
                      <Said statement={note} />
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length < plan.differs.length && (
        <Button tone="plain" onClick={() => setAll(true)}>
          and {count(plan.differs.length - rows.length, "more", "more")}
        </Button>
      )}
    </Block>
  );
}
