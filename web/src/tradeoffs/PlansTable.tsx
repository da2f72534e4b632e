import { useEffect, useRef } from "react";
import type { TradeoffsAnswer, TradePlan } from "../api/tradeoffs";
import { Said, textOf } from "../answers/Statement";
import { usePresenting } from "../shell/presenting";
import { best, figures } from "./read";
import css from "./tradeoffs.module.css";

interface Props {
  answer: TradeoffsAnswer;
  plans: TradePlan[];
  mark: number;
  zone: string;
  chosen: string;
  choose: (id: string) => void;
}

/** Plans side by side: a column each, what it does under its name, the best of each figure marked. */
export function PlansTable({ answer, plans, mark, zone, chosen, choose }: Props) {
  const hide = usePresenting();
  const rows = figures(answer, mark, zone).filter((row) => !row.private || !hide);
  // On a phone the chosen column may lie beyond the edge.
  const column = useRef<HTMLTableCellElement>(null);
  useEffect(() => {
    // Its promise, where a browser gives one, is not a clean-up.
    void column.current?.scrollIntoView({ inline: "nearest", block: "nearest" });
  }, [chosen]);
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Plans side by side">
      <table className={css.plans}>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-visually">Figure</span>
            </th>
            {plans.map((plan) => (
              <th key={plan.id} ref={plan.id === chosen ? column : undefined} scope="col" data-chosen={plan.id === chosen || undefined} aria-label={textOf(plan.title)}>
                <button type="button" aria-pressed={plan.id === chosen} onClick={() => choose(plan.id)}>
                  {textOf(plan.title)}
                </button>
                {also(plan) && <small className={css.also}>also {also(plan)}</small>}
                {plan.words.map((one, index) => (
                  <small key={index}>
                    <Said statement={one} />
                    {index < plan.words.length - 1 ? ", " : ""}
                  </small>
                ))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const winners = best(row, plans);
            return (
              <tr key={row.id}>
                <th scope="row">{row.label}</th>
                {plans.map((plan) => (
                  <td key={plan.id} className="num" data-chosen={plan.id === chosen || undefined} onClick={() => choose(plan.id)}>
                    {winners.has(plan.id) ? <strong className="good">{row.text(plan)}</strong> : row.text(plan)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Further names of a plan that is best in several ways. */
const also = (plan: TradePlan): string => plan.names.slice(1).join(", ");
