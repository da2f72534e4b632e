import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import type { PlanAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage, Under } from "../answers/AnswerPage";
import { Said } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { say } from "../shell/toasts";
import { Private } from "../shell/presenting";
import { useHere } from "../shell/session";
import { Empty } from "../ui/bits";
import { Button, buttonClass } from "../ui/Button";
import { ago } from "../ui/dates";
import { money } from "../ui/units";
import uiCss from "../ui/ui.module.css";
import { PeopleView } from "./PeopleView";
import { PreviewCard } from "./PreviewCard";
import { isMovable, moveBy, rowsOf, type TaskRow } from "./read";
import { dateIn } from "./scale";
import { TableView } from "./TableView";
import { Timeline } from "./Timeline";
import { usePreview } from "./usePreview";
import css from "./plan.module.css";

const views = [
  { id: "timeline", label: "Timeline" },
  { id: "people", label: "People" },
  { id: "table", label: "Table" },
];

/** Who does what when, how sure that is, and what a change would bring. */
export function PlanPage() {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const { project } = search;
  const query = useQuery(answerQuery<PlanAnswer>("plan", project ? { project } : {}));
  return (
    <AnswerPage query={query} under={(plan) => <Under answer={plan}><Made plan={plan} /></Under>}>
      {(plan) => (plan.tasks.length + plan.milestones.length ? <Plan plan={plan} view={search["view"] ?? "timeline"} /> : <NoPlan />)}
    </AnswerPage>
  );
}

function Made({ plan }: { plan: PlanAnswer }) {
  const { today } = useHere();
  const bound = plan.bound && plan.bound.gap_pct <= 10 ? ` · no plan can end over ${Math.ceil(plan.bound.gap_pct)} % sooner` : "";
  return (
    <>
      {plan.trials ? `${plan.trials.toLocaleString("en-GB")} simulated futures, made ${ago(plan.computed_at, today)}` : "not simulated yet"}
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

function Plan({ plan, view }: { plan: PlanAnswer; view: string }) {
  const { session, today } = useHere();
  const { zone } = session.organisation;
  const navigate = useNavigate();
  const [zoom, setZoom] = useState(1);
  const [done, setDone] = useState(false);
  const finished = plan.tasks.filter((task) => task.done).length;
  const [chosen, choose] = useState("");
  const trial = usePreview();
  const { begin } = trial;
  const rows = useMemo(() => rowsOf(plan, zone, done), [plan, zone, done]);
  const moved = useMemo(() => new Map((trial.answer?.moved ?? []).map((one) => [one.id, { start: dateIn(zone, one.after.start), finish: dateIn(zone, one.after.finish) }])), [trial.answer, zone]);
  const move = useCallback((row: TaskRow, days: number) => begin({ title: `“${row.task.title}” starts ${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${days > 0 ? "later" : "earlier"}`, set: { changes: [moveBy(row, days)] } }), [begin]);
  const tasks = rows.filter((row): row is TaskRow => row.type === "task");
  const at = tasks.findIndex((row) => row.id === chosen);
  const step = (by: number) => choose(tasks[Math.max(0, Math.min(tasks.length - 1, at + by))]?.id ?? "");
  const nudge = (days: number) => {
    const row = tasks[at];
    if (row && isMovable(row)) move(row, days);
    else if (row) say({ text: `“${row.task.title}” has begun; its start cannot move.` });
  };
  useKeys([
    { keys: "j", label: "Next task", run: () => step(1) },
    { keys: "k", label: "Previous task", run: () => step(at < 0 ? 0 : -1) },
    { keys: "]", label: "Chosen task a day later", run: () => nudge(1) },
    { keys: "[", label: "Chosen task a day earlier", run: () => nudge(-1) },
    { keys: "+", label: "Nearer", run: () => setZoom((z) => Math.min(8, z * 1.4)) },
    { keys: "-", label: "Farther", run: () => setZoom((z) => Math.max(1, z / 1.4)) },
    { keys: "c", label: "New task", run: () => void navigate({ to: "/records/$kind/new", params: { kind: "task" } }) },
  ]);
  return (
    <>
      <div className={css.tabs}>
        <nav className={uiCss.tabs} aria-label="Views of the plan">
          {views.map((one) => (
            <Link key={one.id} to="." search={((old: object) => ({ ...old, view: one.id })) as never} className={uiCss.tab} data-here={view === one.id || undefined} replace>
              {one.label}
            </Link>
          ))}
        </nav>
        {view === "timeline" && (
          <span className={css.tools}>
            <span className={css.key}>bars: plan · shade: P10–P90 · dark: critical</span>
            {finished > 0 && (
              <Button tone="plain" onClick={() => setDone(!done)} aria-pressed={done}>
                {done ? "Hide" : "Show"} {finished} done
              </Button>
            )}
            <Button tone="plain" onClick={() => setZoom((z) => Math.max(1, z / 1.4))} aria-label="Farther">
              −
            </Button>
            <Button tone="plain" onClick={() => setZoom((z) => Math.min(8, z * 1.4))} aria-label="Nearer">
              +
            </Button>
          </span>
        )}
      </div>
      {view === "people" && <PeopleView plan={plan} />}
      {view === "table" && <TableView rows={rows} />}
      {view === "timeline" && <Timeline rows={rows} today={today} zoom={zoom} chosen={chosen} choose={choose} move={move} moved={moved} />}
      <Gaps plan={plan} />
      {trial.preview && <PreviewCard title={trial.preview.title} rows={trial.answer?.rows} moved={moved.size} error={trial.error} accept={trial.accept} keep={trial.keep} discard={trial.discard} />}
    </>
  );
}

function Gaps({ plan }: { plan: PlanAnswer }) {
  if (!plan.gaps?.length) return null;
  return (
    <ul className={css.gaps}>
      {plan.gaps.slice(0, 8).map((gap, index) => (
        <li key={index}>
          <Said statement={gap} />
        </li>
      ))}
      {plan.gaps.length > 8 && <li>and {plan.gaps.length - 8} more</li>}
    </ul>
  );
}
