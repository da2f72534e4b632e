import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { PlanAnswer } from "../api/answers";
import { Said } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { say } from "../shell/toasts";
import { useHere } from "../shell/session";
import { Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import uiCss from "../ui/ui.module.css";
import { Board } from "./Board";
import { ExplainChosen } from "./Explain";
import { only, type PlanFilter } from "./filter";
import { FilterBar } from "./FilterBar";
import { Graph } from "./Graph";
import { PeopleView } from "./PeopleView";
import { PersonStrip } from "./PersonStrip";
import { PickPerson } from "./PickPerson";
import { PreviewCard } from "./PreviewCard";
import { gripOf, rowsOf, type TaskRow } from "./read";
import { dateIn } from "./scale";
import { JobLine } from "./Searching";
import { TableView } from "./TableView";
import { Timeline } from "./Timeline";
import { useChanges } from "./useChanges";
import { usePreview } from "./usePreview";
import { Ways } from "./Ways";
import css from "./plan.module.css";

const views = [
  { id: "timeline", label: "Timeline" },
  { id: "people", label: "People" },
  { id: "board", label: "Board" },
  { id: "table", label: "Table" },
  { id: "graph", label: "Graph" },
];

interface Props {
  plan: PlanAnswer;
  view: string;
  /** Shows what is finished too. */
  done: boolean;
  filter: PlanFilter;
}

/** One plan in five shapes, all of the same part of it; a change is looked at before it is made. */
export function Plan({ plan, view, done, filter }: Props) {
  const { session, today } = useHere();
  const { zone } = session.organisation;
  const navigate = useNavigate();
  const [zoom, setZoom] = useState(1);
  const [chosen, choose] = useState("");
  const [picking, setPicking] = useState(false);
  const trial = usePreview();
  const { project, person, q } = filter;
  const part = useMemo(() => only(plan, { project, person, q }), [plan, project, person, q]);
  const whole = done || view === "board";
  const rows = useMemo(() => rowsOf(part, zone, whole), [part, zone, whole]);
  const tasks = useMemo(() => rows.filter((row): row is TaskRow => row.type === "task"), [rows]);
  const moved = useMemo(() => new Map((trial.answer?.moved ?? []).map((one) => [one.id, { start: dateIn(zone, one.after.start), finish: dateIn(zone, one.after.finish) }])), [trial.answer, zone]);
  const { move, put } = useChanges(plan, tasks, chosen, trial.begin);
  const at = tasks.findIndex((row) => row.id === chosen);
  const row = tasks[at];
  const step = (by: number) => choose(tasks[Math.max(0, Math.min(tasks.length - 1, at + by))]?.id ?? "");
  const nudge = (days: number) => {
    if (row && gripOf(row) === "none") say({ text: `“${row.task.title}” is done; there is nothing left to move.` });
    else if (row) move(row, days);
  };
  const walking = [
    { keys: "j", label: "Next task", run: () => step(1) },
    { keys: "k", label: "Previous task", run: () => step(at < 0 ? 0 : -1) },
  ];
  useKeys([
    { keys: "c", label: "New task", run: () => void navigate({ to: "/records/$kind/new", params: { kind: "task" } }) },
    { keys: "p", label: "Put somebody on the chosen task", run: () => (row ? setPicking(true) : say({ text: "Choose a task first, with j and k or a press." })) },
    ...(chosen && !trial.preview && !picking ? [{ keys: "Escape", label: "Choose no task", run: () => choose("") }] : []),
    ...(view === "timeline" || view === "table" ? walking : []),
    ...(view === "timeline"
      ? [
          { keys: "]", label: "Chosen task a day later, or a day more work", run: () => nudge(1) },
          { keys: "[", label: "Chosen task a day earlier, or a day less work", run: () => nudge(-1) },
          { keys: "+", label: "Nearer", run: () => setZoom((z) => Math.min(8, z * 1.4)) },
          { keys: "-", label: "Farther", run: () => setZoom((z) => Math.max(1, z / 1.4)) },
        ]
      : []),
  ]);
  const finished = part.tasks.filter((task) => task.done).length;
  const instead = trial.preview?.instead;
  return (
    <>
      <JobLine name="plan" />
      {!trial.preview && <Ways version={plan.computed_at} look={(title, set) => trial.begin({ title, set })} />}
      <div className={css.tabs}>
        <nav className={uiCss.tabs} aria-label="Views of the plan">
          {views.map((one) => (
            <Link key={one.id} to="." search={((old: object) => ({ ...old, view: one.id })) as never} className={uiCss.tab} data-here={view === one.id || undefined} replace>
              {one.label}
            </Link>
          ))}
        </nav>
        <span className={css.tools}>
          {view === "timeline" && <span className={css.key}>bars: plan · shade: P10–P90 · dark: critical</span>}
          {finished > 0 && view !== "board" && view !== "people" && (
            <Link to="." search={((old: object) => ({ ...old, done: done ? undefined : "1" })) as never} className={css.toggle} replace>
              {done ? "Hide" : "Show"} {finished.toLocaleString("en-GB")} done
            </Link>
          )}
          {view === "timeline" && (
            <>
              <Button tone="plain" onClick={() => setZoom((z) => Math.max(1, z / 1.4))} aria-label="Farther">
                −
              </Button>
              <Button tone="plain" onClick={() => setZoom((z) => Math.min(8, z * 1.4))} aria-label="Nearer">
                +
              </Button>
            </>
          )}
        </span>
      </div>
      <FilterBar plan={plan} filter={filter} shown={part.tasks.length} />
      {view !== "people" && tasks.length > 0 && <PersonStrip people={plan.people ?? []} put={put} />}
      {view === "people" && <PeopleView plan={part} person={filter.person} put={put} />}
      {view === "board" && <Board rows={tasks} chosen={chosen} choose={choose} />}
      {view === "table" && <TableView rows={tasks} chosen={chosen} />}
      {view === "graph" && <Graph rows={tasks} projects={part.projects} chosen={chosen} choose={choose} />}
      {view === "timeline" && (rows.length ? <Timeline rows={rows} today={today} zoom={zoom} chosen={chosen} choose={choose} move={move} moved={moved} /> : <Empty title="No open task is in this part of the plan." />)}
      {view === "timeline" && !trial.preview && <ExplainChosen task={chosen} version={plan.computed_at} title={row?.task.title ?? ""} close={() => choose("")} />}
      <Gaps plan={plan} />
      {picking && row && <PickPerson task={row.task} people={plan.people ?? []} put={(one) => put(one, row.id)} close={() => setPicking(false)} />}
      {trial.preview && (
        <PreviewCard
          title={trial.preview.title}
          rows={trial.answer?.rows}
          moved={moved.size}
          error={trial.error}
          lasting={trial.lasting}
          gaps={[...(trial.answer?.notes ?? []), ...(trial.answer?.gaps ?? [])]}
          instead={instead && { label: instead.label, begin: () => trial.begin(instead.preview) }}
          accept={trial.accept}
          keep={trial.keep}
          discard={trial.discard}
        />
      )}
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
