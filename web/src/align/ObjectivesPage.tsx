import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type DragEvent, useRef, useState } from "react";
import type { AlignAnswer, Objective, Orphan } from "../api/align";
import { answerQuery } from "../api/queries";
import { AnswerPage, Under } from "../answers/AnswerPage";
import { Said } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Bar, Block, Empty, Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { count, percent } from "../ui/units";
import { useTop } from "../ui/useTop";
import css from "./align.module.css";
import shared from "./rows.module.css";
import { ObjectiveRow } from "./ObjectiveRow";
import { useTie } from "./useTie";

/** What the work is for: the tree of objectives, what serves each, and what serves nothing. */
export function ObjectivesPage() {
  const query = useQuery(answerQuery<AlignAnswer>("align"));
  const navigate = useNavigate();
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: "objective" } });
  useKeys([{ keys: "c", label: "New objective", run: create }]);
  return (
    <AnswerPage query={query} under={(answer) => <Under answer={answer}>{served(answer)}</Under>}>
      {(answer) => (answer.objectives.length === 0 ? <None create={create} /> : <Board answer={answer} create={create} />)}
    </AnswerPage>
  );
}

const None = ({ create }: { create: () => void }) => (
  <Empty title="No objective is written down yet." action={<Button tone="strong" hint="c" onClick={create}>Write the first</Button>}>
    An objective says what should be different and by when; its key results are the figures that show it. Projects name the objectives they serve, and this page shows what serves none.
  </Empty>
);

function served({ hours }: AlignAnswer): string {
  const all = hours.all.left;
  return all > 0 ? ` · ${percent(hours.served.left / all)} of ${Math.round(all / 60).toLocaleString("en-GB")} h ahead serve an objective` : "";
}

function Board({ answer, create }: { answer: AlignAnswer; create: () => void }) {
  const [closed, setClosed] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const navigate = useNavigate();
  const { today } = useHere();
  const tie = useTie();
  const shown = answer.objectives.filter((one) => closed || one.state !== "closed");
  const ended = answer.objectives.length - answer.objectives.filter((one) => one.state !== "closed").length;
  const living = answer.objectives.filter((one) => one.state !== "closed");
  const row = shown[chosen];
  const picker = useRef<HTMLSelectElement>(null);
  useKeys([
    { keys: "j", label: "Next", run: () => setChosen((at) => Math.min(shown.length - 1, at + 1)) },
    { keys: "k", label: "Previous", run: () => setChosen((at) => Math.max(0, at - 1)) },
    { keys: "Enter", label: "Open", run: () => row && void navigate({ to: "/records/$kind/$id", params: { kind: "objective", id: row.key || row.id } }) },
    ...(answer.orphans.length ? [{ keys: "t", label: "Tie the first project that serves nothing", run: () => picker.current?.focus() }] : []),
  ]);
  const drop = (id: string, objective: Objective) => {
    const orphan = answer.orphans.find((one) => one.id === id);
    if (orphan) void tie(orphan, objective);
  };
  return (
    <div className={shared.page}>
      <div>
        <Bar>
          {ended > 0 && (
            <Button tone="plain" aria-pressed={closed} onClick={() => setClosed(!closed)}>
              {closed ? "Hide" : "Show"} {count(ended, "that is", "that are")} ended or drafted
            </Button>
          )}
          <Push>
            <Link to="/records/$kind" params={{ kind: "objective" }}>
              As a table
            </Link>
            <Button tone="strong" hint="c" onClick={create}>
              New objective
            </Button>
          </Push>
        </Bar>
        <Tree list={shown} chosen={row} drop={drop} />
      </div>
      <aside>
        <Block title="Serves nothing" aside={answer.orphans.length > 0 && <span className="quiet">{answer.orphans.length}</span>}>
          {answer.orphans.length === 0 ? <p className="quiet">All open work serves an objective.</p> : <Orphans list={answer.orphans} objectives={living} picker={picker} />}
        </Block>
        {answer.bets.length > 0 && (
          <Block title="Hours by bet" aside={<Link to="/decide/strategy">Strategy</Link>}>
            <ul className={css.small}>
              {answer.bets.filter((one) => !one.end && (one.share >= 0.005 || one.said)).map((one) => (
                <li key={one.id} className={one.drift ? "warn" : undefined}>
                  <Said statement={one.statement} />
                </li>
              ))}
            </ul>
          </Block>
        )}
        {answer.since.length > 0 && (
          <Block title={`Since ${answer.since_day ? sayShort(answer.since_day, today) : "last week"}`}>
            <ul className={css.small}>
              {answer.since.map((one, index) => (
                <li key={`${index}-${one.id}`}>
                  <Said statement={one} />
                </li>
              ))}
            </ul>
          </Block>
        )}
      </aside>
    </div>
  );
}

/** The rows in view alone are drawn; their heights are measured, because key results differ in number. */
function Tree({ list, chosen, drop }: { list: Objective[]; chosen: Objective | undefined; drop: (project: string, objective: Objective) => void }) {
  const [body, margin] = useTop();
  const virtual = useWindowVirtualizer({ count: list.length, estimateSize: (index) => 64 + 44 * (list[index]?.results.length ?? 0), overscan: 6, scrollMargin: margin, getItemKey: (index) => list[index]?.id ?? index });
  return (
    <div ref={body} className={shared.list} role="list" aria-label="Objectives" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const one = list[item.index];
        return (
          one && (
            <div key={one.id} ref={virtual.measureElement} data-index={item.index} role="listitem" className={shared.place} style={{ transform: `translateY(${item.start - margin}px)` }}>
              <ObjectiveRow one={one} chosen={one === chosen} drop={drop} />
            </div>
          )
        );
      })}
    </div>
  );
}

function Orphans({ list, objectives, picker }: { list: Orphan[]; objectives: Objective[]; picker: React.RefObject<HTMLSelectElement | null> }) {
  const tie = useTie();
  const [all, setAll] = useState(false);
  const some = all ? list : list.slice(0, 12);
  const lift = (event: DragEvent, one: Orphan) => {
    event.dataTransfer.setData("text/plain", one.id);
    event.dataTransfer.effectAllowed = "link";
  };
  return (
    <>
      <ul className={css.orphans} aria-label="Projects that serve nothing">
        {some.map((one, index) => (
          <li key={one.id}>
            <div>
              <Link to="/records/$kind/$id" params={{ kind: "project", id: one.key || one.id }} draggable onDragStart={(event) => lift(event, one)}>
                {one.title}
              </Link>
              <span className="quiet">
                {count(one.tasks, "open task")}, {Math.round(one.left / 60)} h
              </span>
            </div>
            <select
              ref={index === 0 ? picker : undefined}
              className={css.pick}
              value=""
              aria-label={`Objective that ${one.title} serves`}
              onChange={(event) => {
                const objective = objectives.find((other) => other.id === event.target.value);
                if (objective) void tie(one, objective);
              }}
            >
              <option value="">Tie to …</option>
              {objectives.map((other) => (
                <option key={other.id} value={other.id}>
                  {"\u2003".repeat(other.depth)}
                  {other.title}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      {list.length > some.length && <Button onClick={() => setAll(true)}>Show {list.length - some.length} more</Button>}
      <p className={shared.hint}>
        Press <kbd>t</kbd>, or drag a project onto the objective it serves. What serves none may be the first thing to stop.
      </p>
    </>
  );
}

