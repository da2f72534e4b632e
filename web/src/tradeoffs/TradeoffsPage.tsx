import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { answerQuery, jobsQuery } from "../api/queries";
import type { TradeoffsAnswer } from "../api/tradeoffs";
import { AnswerPage, WithWhy } from "../answers/AnswerPage";
import { Said, textOf, WhyWord } from "../answers/Statement";
import { dateIn } from "../plan/scale";
import { JobLine } from "../plan/Searching";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Empty, Head } from "../ui/bits";
import { buttonClass } from "../ui/Button";
import { saidAgo } from "../ui/dates";
import { count } from "../ui/units";
import { Against, usePlan } from "./Against";
import { Choose } from "./Choose";
import { PlansTable } from "./PlansTable";
import { Scatter } from "./Scatter";
import css from "./tradeoffs.module.css";

/** Between which plans one can choose, and what each trades. */
export function TradeoffsPage() {
  const jobs = useQuery(jobsQuery);
  const working = jobs.data?.items.some((job) => job.name === "tradeoffs" && (job.state === "running" || job.state === "waiting"));
  const query = useQuery({ ...answerQuery<TradeoffsAnswer>("tradeoffs"), refetchInterval: (state) => (state.state.data?.busy ? 4000 : false) });
  if (query.data?.plans.length) {
    return (
      <WithWhy>
        <Plans answer={query.data} />
      </WithWhy>
    );
  }
  return (
    <AnswerPage query={query} under={() => ""}>
      {(answer) => (answer.busy || working ? <Looking /> : <Nothing answer={answer} />)}
    </AnswerPage>
  );
}

const Looking = () => (
  <div role="status">
    <p className="quiet">Plans are being looked for; the page fills in by itself.</p>
    <JobLine name="tradeoffs" />
  </div>
);

function Nothing({ answer }: { answer: TradeoffsAnswer }) {
  const steps = answer.missing ?? [];
  return (
    <Empty
      title="Here plans stand side by side: sooner, cheaper, safer, or one from which people learn."
      action={
        <Link to="/records/$kind/new" params={{ kind: "task" }} className={buttonClass("strong")}>
          Write down a task
        </Link>
      }
    >
      {steps.length === 0 && "It takes open tasks and people who can do them; skills and goals make the plans differ."}
    </Empty>
  );
}

/** Which plan is looked at, and by which milestone; both stand in the address. */
function Plans({ answer }: { answer: TradeoffsAnswer }) {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const { session } = useHere();
  const { zone } = session.organisation;
  const [all, setAll] = useState(true);
  const ids = [...answer.plans, ...answer.points].map((plan) => plan.id);
  const asked = search["plan"] ?? "";
  const chosen = ids.includes(asked) ? asked : (answer.advised ?? answer.plans[1]?.id ?? answer.plans[0]?.id ?? "");
  const mark = search["of"] === "all" ? -1 : Math.max(answer.marks.length ? 0 : -1, answer.marks.findIndex((one) => one.id === search["of"] || one.key === search["of"]));
  const put = (next: Record<string, string>) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }), replace: true } as never);
  const choose = (id: string) => put({ plan: id });
  const looked = usePlan(answer, chosen);
  const row = looked.plan ?? answer.points.find((one) => one.id === chosen) ?? answer.plans[0];
  const step = (by: number) => {
    const list = answer.plans.map((one) => one.id);
    const at = list.indexOf(chosen);
    const next = list[Math.max(0, Math.min(list.length - 1, (at < 0 ? 0 : at) + by))];
    if (next) choose(next);
  };
  const along = (by: number) => {
    const next = ids[(ids.indexOf(chosen) + by + ids.length) % ids.length];
    if (next) choose(next);
  };
  useKeys([
    { keys: "j", label: "Next plan", run: () => step(1) },
    { keys: "k", label: "Previous plan", run: () => step(-1) },
    { keys: "ArrowRight", label: "Next plan", run: () => step(1), hidden: true },
    { keys: "ArrowLeft", label: "Previous plan", run: () => step(-1), hidden: true },
    { keys: "]", label: "Next point", run: () => along(1) },
    { keys: "[", label: "Previous point", run: () => along(-1) },
  ]);
  if (!row) return null;
  const columns = answer.plans.some((one) => one.id === row.id) ? answer.plans : [...answer.plans, row];
  const shown = all ? answer : { ...answer, points: answer.points.filter((one) => one.id === chosen) };
  return (
    <>
      <Head title={<Said statement={row.against} />} under={<Under answer={answer} />} />
      {answer.marks.length > 1 && (
        <label className={css.of}>
          compared by{" "}
          <select value={mark < 0 ? "all" : answer.marks[mark]?.id} onChange={(event) => put({ of: event.target.value })}>
            {answer.marks.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
            <option value="all">everything</option>
          </select>
        </label>
      )}
      <PlansTable answer={answer} plans={columns} mark={mark} zone={zone} chosen={row.id} choose={choose} />
      <div className={css.below}>
        <Scatter answer={shown} mark={mark} zone={zone} chosen={row.id} choose={choose} />
        <div>
          <Against key={row.id} {...looked} title={textOf(row.title)} />
          <Choose key={`choose-${row.id}`} answer={answer} plan={row} mark={mark} all={all} showAll={() => setAll(!all)} />
        </div>
      </div>
      {answer.busy && <JobLine name="tradeoffs" />}
    </>
  );
}

function Under({ answer }: { answer: TradeoffsAnswer }) {
  const { session, today } = useHere();
  const { zone } = session.organisation;
  const behind = answer.points.length;
  const all = answer.plans.length + behind;
  return (
    <>
      {behind > 0 ? `${answer.plans.length} of ${all} plans that cannot be beaten on time, work, growth and resilience at once` : count(all, "plan")}
      {` · ${answer.trials.toLocaleString("en-GB")} simulated futures each, made ${saidAgo(dateIn(zone, answer.computed_at), today)}`}
      {answer.stale && " · records changed since, looking again"} <WhyWord statement={{ ...answer.headline, evidence: [{ address: "result:tradeoffs", label: "the plans that were compared" }] }} />
    </>
  );
}
