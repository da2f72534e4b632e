import { Link } from "@tanstack/react-router";
import { type DragEvent, useState } from "react";
import type { KeyResult, Objective } from "../api/align";
import type { Level } from "../api/types";
import { WhyWord } from "../answers/Statement";
import { useHere } from "../shell/session";
import { Dot } from "../ui/bits";
import { sayShort } from "../ui/dates";
import { count, percent } from "../ui/units";
import css from "./align.module.css";
import { draw, figure, odds } from "./spark";

const levels: { [state: string]: Level } = { off: "warn", idle: "warn", on: "info", untold: "info", reached: "good", closed: "info" };

const words: { [state: string]: string } = { off: "off track", idle: "no work", untold: "nothing measured", reached: "reached", on: "on its way" };

/** One objective: where it stands, what serves it, and its key results under it. */
export function ObjectiveRow({ one, chosen, drop }: { one: Objective; chosen: boolean; drop: (project: string, objective: Objective) => void }) {
  const [over, setOver] = useState(false);
  const { today } = useHere();
  const dragged = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    drop(event.dataTransfer.getData("text/plain"), one);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is one way among others: the list beside it does the same by key
    <article className={css.objective} style={{ paddingInlineStart: 12 + 22 * Math.min(one.depth, 6) }} data-chosen={chosen || undefined} data-over={over || undefined} onDragOver={dragged} onDragLeave={() => setOver(false)} onDrop={dropped}>
      <header>
        <Dot level={levels[one.state]} />
        <h2>
          <Link to="/records/$kind/$id" params={{ kind: "objective", id: one.key || one.id }}>
            {one.title}
          </Link>
        </h2>
        <span className={one.state === "off" || one.state === "idle" ? "warn" : one.state === "reached" ? "good" : "quiet"}>{words[one.state] ?? one.status}</span>
        {one.progress !== undefined && <Meter share={one.progress} label={`Progress of ${one.title}`} />}
      </header>
      <p className={css.serves}>
        {[one.owner?.title, `until ${sayShort(one.to, today)}`, ...work(one)].filter(Boolean).join(" · ")}
        {one.projects.map((project) => (
          <span key={project.id}>
            {" · "}
            <Link to="/records/$kind/$id" params={{ kind: "project", id: project.key || project.id }}>
              {project.title}
            </Link>
          </span>
        ))}
      </p>
      {one.results.map((result) => (
        <Result key={result.name} result={result} today={today} closed={one.state === "closed"} />
      ))}
    </article>
  );
}

/** What serves it, in words: its own tasks, then the hours with those of the objectives under it. */
function work({ state, tasks: { open, doing }, hours, with: all, changes }: Objective): string[] {
  if (state === "closed") return [];
  const shared = all.left > hours.left;
  return [
    open || !shared ? `${count(open, "open task")}${doing ? `, ${doing} begun` : ""}` : "",
    all.left > 0 ? `${Math.round(all.left / 60).toLocaleString("en-GB")} h ahead${shared ? " with what serves it" : ""}` : "",
    changes ? count(changes, "commit") : "",
  ];
}

export function Meter({ share, label }: { share: number; label: string }) {
  return (
    <span className={css.meter} role="img" aria-label={`${label}: ${percent(share)}`} title={percent(share)}>
      <i style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  );
}

function Result({ result, today, closed }: { result: KeyResult; today: string; closed: boolean }) {
  const { latest, unit = "", statements } = result;
  const first = statements[0];
  return (
    <div className={css.result}>
      <span className={css.name}>
        {result.name} {first && <WhyWord statement={{ ...first, segments: statements.flatMap((one, index) => [...(index ? [{ text: " " }] : []), ...one.segments]), evidence: statements.flatMap((one) => one.evidence ?? []) }} />}
      </span>
      <Spark result={result} />
      <span className={css.value}>
        {latest ? figure(latest.value) : "–"} <span className="unit">→ {figure(result.target)} {unit}</span>
      </span>
      <span className="quiet num">{sayShort(result.by, today)}</span>
      <span className={css.odds}>{closed ? "" : <Odds result={result} />}</span>
    </div>
  );
}

function Odds({ result }: { result: KeyResult }) {
  if (result.state === "reached") return <span className="good">reached</span>;
  if (result.state === "missed") return <span className="bad">missed</span>;
  const { outlook, plan } = result;
  if (!outlook && plan === undefined) return <span className="quiet">too few values</span>;
  const tone = (p: number) => (p < 0.2 ? "bad" : p < 0.5 ? "warn" : undefined);
  return (
    <>
      {outlook && (
        <span className={tone(outlook.odds)} title="If its values go on as they have">
          {odds(outlook.odds)} <span className="unit">by its values</span>
        </span>
      )}
      {plan !== undefined && (
        <span className={tone(plan)} title={`That ${result.weakest?.title ?? "its milestone"}, which brings it, is there by then`}>
          {odds(plan)} <span className="unit">by the plan</span>
        </span>
      )}
    </>
  );
}

const size = { width: 132, height: 30 };

function Spark({ result }: { result: KeyResult }) {
  const { line, last, fan, middle, target } = draw(result, size.width, size.height);
  return (
    <svg className={css.spark} viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={`${count(result.series.length, "value")}, the target dashed, the range 10 to 90 % ahead`}>
      <line x1={0} x2={size.width} y1={target} y2={target} className={css.target} />
      {fan && <polygon points={fan} className={css.fan} />}
      {middle && <polyline points={middle} className={css.middle} />}
      <polyline points={line} className={css.line} />
      {last && <circle cx={last.x} cy={last.y} r={2.2} className={css.last} />}
    </svg>
  );
}

