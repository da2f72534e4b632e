import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Answer, PlanAnswer, PlanMilestone } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage, Under } from "../answers/AnswerPage";
import type { Statement } from "../api/types";
import { Said } from "../answers/Statement";
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
  const milestones = (plan.data?.milestones ?? []).toSorted((a, b) => (a.promised || "9").localeCompare(b.promised || "9"));
  const paceLeads = !hasPlan || (plan.data !== undefined && milestones.length === 0);
  const pace = useQuery({ ...answerQuery<Answer>("when", { remaining, by }), enabled: hasPace && paceLeads });
  const chosen = chosenOf(plan.data, milestones, search["of"]);
  return (
    <AnswerPage query={(paceLeads && hasPace ? pace : plan) as UseQueryResult<Answer>} under={(answer) => <Under answer={answer} />}>
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
function chosenOf(plan: PlanAnswer | undefined, list: PlanMilestone[], of = ""): PlanMilestone | undefined {
  const task = plan?.tasks.find((one) => one.key === of || one.id === of);
  const project = plan?.projects.find((one) => one.key === of || one.id === of);
  const named = list.find((one) => one.key === of || one.id === of || (project !== undefined && one.project === project.id));
  return named ?? (task && list.find((one) => one.project === task.project)) ?? list.find((one) => one.promised && !one.done) ?? list[0];
}

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
