import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { PlanAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage, Under } from "../answers/AnswerPage";
import { Private } from "../shell/presenting";
import { useHere } from "../shell/session";
import { Empty } from "../ui/bits";
import { buttonClass } from "../ui/Button";
import { saidAgo } from "../ui/dates";
import { money } from "../ui/units";
import { readFilter } from "./filter";
import { Plan } from "./Plan";
import { dateIn } from "./scale";

/** Who does what when, how sure that is, and what a change would bring. */
export function PlanPage() {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const query = useQuery(answerQuery<PlanAnswer>("plan"));
  return (
    <AnswerPage query={query} under={(plan) => <Under answer={plan}><Made plan={plan} /></Under>}>
      {(plan) => (plan.tasks.length + plan.milestones.length ? <Plan plan={plan} view={search["view"] ?? "timeline"} done={search["done"] === "1"} filter={readFilter(search)} /> : <NoPlan />)}
    </AnswerPage>
  );
}

function Made({ plan }: { plan: PlanAnswer }) {
  const { session, today } = useHere();
  const gap = Math.ceil(plan.bound?.gap_pct ?? 100);
  const bound = gap > 10 ? "" : gap > 0 ? ` · no plan can end over ${gap} % sooner` : " · no plan can end sooner";
  return (
    <>
      {plan.trials ? `${plan.trials.toLocaleString("en-GB")} simulated futures, made ${saidAgo(dateIn(session.organisation.zone, plan.computed_at), today)}` : "not simulated yet"}
      {plan.cost && (
        <Private>
          {" · "}
          {money(plan.cost.p10, plan.cost.currency)} to {money(plan.cost.p90, plan.cost.currency)}
        </Private>
      )}
      {bound}
      {plan.stale && " · records changed since, planning again"}
    </>
  );
}

const NoPlan = () => (
  <Empty
    title="There is no plan yet."
    action={
      <Link to="/records/$kind/new" params={{ kind: "task" }} className={buttonClass("strong")}>
        Write down a task
      </Link>
    }
  >
    A list of tasks is enough: a title alone gets a usual amount of work, marked as such. Paste what you have with plumbline import tasks, or write the first one here.
  </Empty>
);
