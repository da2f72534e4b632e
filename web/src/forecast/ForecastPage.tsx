import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Fragment } from "react";
import type { Answer, PlanAnswer, PlanMilestone } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage, Under } from "../answers/AnswerPage";
import { recordTo } from "../answers/Statement";
import { roomList } from "../shell/rooms";
import { useHere } from "../shell/session";
import { Block } from "../ui/bits";
import { percent } from "../ui/units";
import { MilestonePart } from "./MilestonePart";
import { Throughput } from "./Throughput";
import css from "./forecast.module.css";

/** How sure by when: each milestone of the plan, and what the pace of changes alone says. */
export function ForecastPage() {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const rooms = roomList(useHere().session).map((room) => room.id);
  const hasPlan = rooms.includes("plan");
  const hasPace = rooms.includes("when");
  const remaining = Math.max(1, Number(search["remaining"] ?? 24) || 24);
  const by = search["by"] ?? "";
  const plan = useQuery({ ...answerQuery<PlanAnswer>("plan"), enabled: hasPlan });
  const milestones = plan.data?.milestones ?? [];
  const paceLeads = !hasPlan || (plan.data !== undefined && milestones.length === 0);
  const pace = useQuery({ ...answerQuery<Answer>("when", { remaining, by }), enabled: hasPace && paceLeads });
  const chosen = chosenOf(plan.data, search["of"]);
  return (
    <AnswerPage query={(paceLeads && hasPace ? pace : plan) as UseQueryResult<Answer>} under={(answer) => <Under answer={answer}>{keptWords(plan.data)}</Under>}>
      {() => (
        <div className={css.page}>
          <div>
            {chosen && <MilestonePart key={chosen.id} milestone={chosen} />}
            {hasPace && <Throughput remaining={remaining} by={by} large={paceLeads} />}
          </div>
          {plan.data && milestones.length > 0 && (
            <aside>
              <Milestones list={milestones} chosen={chosen} />
              <Drivers plan={plan.data} />
            </aside>
          )}
        </div>
      )}
    </AnswerPage>
  );
}

/** The milestone asked for: by its own key, a task it needs, or its project; else the first. */
function chosenOf(plan: PlanAnswer | undefined, of = ""): PlanMilestone | undefined {
  const list = plan?.milestones ?? [];
  const task = plan?.tasks.find((one) => one.key === of || one.id === of);
  const named = list.find((one) => one.key === of || one.id === of || one.project?.key === of);
  return named ?? (task && list.find((one) => (one.tasks ? one.tasks.includes(task.id) : one.project?.id === task.project?.id))) ?? list[0];
}

const keptWords = (plan: PlanAnswer | undefined): string => (plan?.record && plan.record.forecasts > 0 ? ` · our 80 % forecasts came true ${plan.record.right} of ${plan.record.forecasts} times` : "");

function Milestones({ list, chosen }: { list: PlanMilestone[]; chosen: PlanMilestone | undefined }) {
  const navigate = useNavigate();
  if (list.length < 2) return null;
  return (
    <Block title="Milestones">
      <ul className={css.milestones}>
        {list.map((one) => (
          <li key={one.id}>
            <button type="button" aria-pressed={one.id === chosen?.id} onClick={() => void navigate({ to: ".", search: (old: object) => ({ ...old, of: one.key || one.id }), replace: true } as never)}>
              <span>{one.title}</span>
              <span className="num">{one.odds === undefined ? <span className="quiet">no promise</span> : <span className={one.odds < 0.5 ? "bad" : ""}>{percent(one.odds)}</span>}</span>
            </button>
          </li>
        ))}
      </ul>
    </Block>
  );
}

/** What moves the end most, as a tornado of one side: days between its good and its bad futures. */
function Drivers({ plan }: { plan: PlanAnswer }) {
  const { session } = useHere();
  const drivers = (plan.drivers ?? []).slice(0, 8);
  if (!drivers.length) return null;
  const most = Math.max(...drivers.map((one) => Math.abs(one.shift)), 1);
  const days = (minutes: number) => Math.round((minutes / 60 / session.organisation.hours_per_day) * 10) / 10;
  return (
    <Block title="What moves the date most">
      <div className={css.drivers}>
        {drivers.map((one) => (
          <Fragment key={`${one.kind}-${one.id ?? one.title}`}>
            <span>{one.id && (one.kind === "task" || one.kind === "risk") ? <a href={recordTo(one.kind, one.key || one.id)}>{one.title}</a> : one.title}</span>
            <i style={{ width: `${(Math.abs(one.shift) / most) * 100}%` }} />
            <span className="num">
              {days(Math.abs(one.shift))} <span className="unit">d</span>
            </span>
          </Fragment>
        ))}
      </div>
    </Block>
  );
}
