import { useQuery } from "@tanstack/react-query";
import { Said } from "../answers/Statement";
import type { PlanAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { usePresenting } from "../shell/presenting";
import { Trouble } from "../shell/states";
import { Block, Skeleton } from "../ui/bits";
import { money, odds } from "../ui/units";
import { Fan } from "./Fan";
import { PastOf } from "./PastOf";
import type { OutlookAnswer } from "../api/answers";
import css from "./forecast.module.css";

export const outlookQuery = answerQuery<OutlookAnswer>("outlook");

/** The work left, with the band of what it will be. */
export function Remaining() {
  const query = useQuery(outlookQuery);
  const { data } = query;
  if (query.isPending) return <Skeleton height={220} />;
  if (data && !data.remaining.length) return null;
  return (
    <Block title="Work that is left">
      {data ? <Fan outlook={data} /> : <Trouble part error={query.error} retry={() => void query.refetch()} />}
    </Block>
  );
}

/** The past of one milestone. */
export function Past({ id, title }: { id: string; title: string }) {
  const { data } = useQuery(outlookQuery);
  const past = data?.milestones.find((one) => one.id === id);
  if (!past || past.days.length < 2) return null;
  return (
    <>
      <PastOf days={past.days} title={title} />
      {data?.rewound && <p className="unit">Days before the first kept one are reckoned from when tasks were begun and finished.</p>}
    </>
  );
}

/** What moved the dates since a week ago. */
export function Since() {
  const { data } = useQuery(outlookQuery);
  if (!data) return null;
  return (
    <Block title="What moved since last week">
      {data.since.length === 0 ? (
        <p className="quiet">
          <Said statement={data.headline} />
        </p>
      ) : (
        <ul className={css.says}>
          {data.since.map((one, index) => (
            <li key={index}>
              <Said statement={one} />
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

/** What it will cost and the odds of staying within the budget, for who may see rates. */
export function BudgetOdds({ plan }: { plan: PlanAnswer }) {
  const hide = usePresenting();
  const cost = plan.cost as (PlanAnswer["cost"] & { p80?: number; budget?: number; odds?: number }) | undefined;
  if (!cost) return null;
  const show = (minor: number) => (hide ? "hidden" : money(minor, cost.currency));
  return (
    <Block title="Cost">
      <dl className={css.figures}>
        <div>
          <dt>P10–P90</dt>
          <dd>
            {show(cost.p10)} – {show(cost.p90)}
          </dd>
        </div>
        <div>
          <dt>As likely as not</dt>
          <dd>{show(cost.p50)}</dd>
        </div>
        {cost.budget !== undefined && cost.odds !== undefined && (
          <div>
            <dt>Within {show(cost.budget)}</dt>
            <dd>{odds(cost.odds)}</dd>
          </div>
        )}
      </dl>
    </Block>
  );
}
