import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { Answer, PlanAnswer, PlanMilestone } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage, Under } from "../answers/AnswerPage";
import type { Statement } from "../api/types";
import { Said } from "../answers/Statement";
import { useHere } from "../shell/session";
import { Block } from "../ui/bits";
import { buttonClass } from "../ui/Button";
import { odds } from "../ui/units";
import { AheadOf } from "./Ahead";
import { Calibration } from "./Calibration";
import { Earned } from "./Earned";
import { BudgetOdds, Remaining, Since } from "./Outlook";
import { MilestonePart } from "./MilestonePart";
import { Throughput } from "./Throughput";
import { WhatHelps } from "./WhatHelps";
import css from "./forecast.module.css";

/** How sure by when: each milestone of the plan, and what the pace of changes alone says. */
export function ForecastPage() {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const { rooms } = useHere().session;
  const hasPlan = rooms.includes("plan");
  const hasPace = rooms.includes("when");
  const remaining = Math.max(1, Number(search["remaining"] ?? 24) || 24);
  const by = search["by"] ?? "";
  const plan = useQuery({ ...answerQuery<PlanAnswer>("plan"), enabled: hasPlan });
  const milestones = (plan.data?.milestones ?? []).toSorted((a, b) => (a.promised || "9").localeCompare(b.promised || "9"));
  const paceLeads = !hasPlan || (plan.data !== undefined && milestones.length === 0);
  const pace = useQuery({ ...answerQuery<Answer>("when", { remaining, by }), enabled: hasPace && paceLeads });
  const chosen = chosenOf(plan.data, milestones, search["of"]);
  return (
    <AnswerPage query={(paceLeads && hasPace ? pace : saying(plan, chosen)) as UseQueryResult<Answer>} under={(answer) => <Under answer={answer} />}>
      {() => (
        <div className={css.page}>
          {plan.data && milestones.length > 1 && <Milestones list={milestones} chosen={chosen} />}
          <div className={css.main}>
            {plan.data && milestones.length === 0 && <NoMilestone />}
            {chosen && <MilestonePart key={chosen.id} milestone={chosen} />}
            {chosen && !chosen.done && rooms.includes("helps") && <WhatHelps key={`helps-${chosen.id}`} of={chosen.id} />}
            {rooms.includes("outlook") && milestones.length > 0 && <Remaining />}
            {rooms.includes("outlook") && <AheadOf />}
            {rooms.includes("earned") && milestones.length > 0 && <Earned />}
            {rooms.includes("calibration") && <Calibration />}
            {hasPace && <Throughput remaining={remaining} by={by} large={paceLeads} />}
          </div>
          {plan.data && milestones.length > 0 && (
            <aside>
              {rooms.includes("outlook") && <Since />}
              <Drivers plan={plan.data} />
              <BudgetOdds plan={plan.data} />
            </aside>
          )}
        </div>
      )}
    </AnswerPage>
  );
}

/** The plan with the sentence of the milestone that is looked at. */
function saying(plan: UseQueryResult<PlanAnswer>, chosen: PlanMilestone | undefined): UseQueryResult<PlanAnswer> {
  if (!plan.data || !chosen || chosen.done) return plan;
  return { ...plan, data: { ...plan.data, headline: chosen.says } } as UseQueryResult<PlanAnswer>;
}

const NoMilestone = () => (
  <Block title="From a plan">
    <p className={css.track}>A milestone with tasks has a curve of its dates here, the odds of the day promised, and what would help it.</p>
    <Link to="/records/$kind/new" params={{ kind: "milestone" }} className={buttonClass()}>
      Add a milestone
    </Link>
  </Block>
);

/** The milestone asked for: by its own key, a task it needs, or its project; else the first. */
function chosenOf(plan: PlanAnswer | undefined, list: PlanMilestone[], of = ""): PlanMilestone | undefined {
  const task = plan?.tasks.find((one) => one.key === of || one.id === of);
  const project = plan?.projects.find((one) => one.key === of || one.id === of);
  const named = list.find((one) => one.key === of || one.id === of || (project !== undefined && one.project === project.id));
  return named ?? (task && list.find((one) => one.project === task.project)) ?? list.find((one) => one.promised && !one.done) ?? list[0];
}

function Milestones({ list, chosen }: { list: PlanMilestone[]; chosen: PlanMilestone | undefined }) {
  const navigate = useNavigate();
  return (
    <div className={css.which}>
      <Block title="Milestones">
        <ul className={css.milestones}>
          {list.map((one) => (
            <li key={one.id}>
              <button type="button" aria-pressed={one.id === chosen?.id} onClick={() => void navigate({ to: ".", search: (old: object) => ({ ...old, of: one.key || one.id }), replace: true } as never)}>
                <span>{one.title}</span>
                <span className="num">{one.odds === undefined ? <span className="quiet">no promise</span> : <span className={one.odds < 0.5 ? "bad" : ""}>{odds(one.odds)}</span>}</span>
              </button>
            </li>
          ))}
        </ul>
      </Block>
    </div>
  );
}

/** What moves the end most, the first the most. */
function Drivers({ plan }: { plan: PlanAnswer }) {
  const drivers = (plan.drivers ?? []).slice(0, 8);
  if (!drivers.length) return null;
  const most = Math.max(...drivers.map(daysOf), 0.1);
  return (
    <Block title="What moves the date most">
      <ul className={css.drivers}>
        {drivers.map((one, index) => (
          <li key={index}>
            <Said statement={one} />
            <i style={{ width: `${(daysOf(one) / most) * 100}%` }} />
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** The days in a driver's sentence, to draw it by. */
function daysOf(statement: Statement): number {
  const span = statement.segments.find((segment) => segment.as === "span");
  return typeof span?.value === "number" ? Math.abs(span.value) : 0;
}
