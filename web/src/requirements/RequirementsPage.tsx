import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, useDeferredValue, useMemo, useState } from "react";
import type { RequirementsAnswer, Traced } from "../api/align";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { textOf, WhyWord } from "../answers/Statement";
import { csv, save } from "../records/export";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Bar, Empty, Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { count } from "../ui/units";
import { useTop } from "../ui/useTop";
import recordsCss from "../records/records.module.css";
import css from "./requirements.module.css";

const gaps: { id: keyof RequirementsAnswer["counts"]; label: string; says: string }[] = [
  { id: "untraced", label: "Untraced", says: "nobody said who needs it" },
  { id: "unplanned", label: "Unplanned", says: "no task" },
  { id: "unverified", label: "Unverified", says: "built, not verified" },
  { id: "unchecked", label: "Unchecked", says: "no criterion" },
  { id: "failed", label: "Failed", says: "a criterion failed" },
];
const sayGap = (id: string): string => gaps.find((one) => one.id === id)?.says ?? id;

/** The trace matrix: need → requirement → tasks → commits → verification, and what is missing on the way. */
export function RequirementsPage() {
  const { missing = "", q = "" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const query = useQuery(answerQuery<RequirementsAnswer>("requirements"));
  const navigate = useNavigate();
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: "requirement" } });
  const look = (next: { missing?: string; q?: string }) => void navigate({ to: ".", search: Object.fromEntries(Object.entries({ missing, q, ...next }).filter(([, value]) => value)), replace: true } as never);
  const text = useDeferredValue(q.toLowerCase());
  const rows = useMemo(() => (query.data?.items ?? []).filter((one) => (!missing || one.missing.includes(missing)) && (!text || `${one.key} ${one.title} ${one.why ?? ""} ${one.by.map((by) => by.title).join(" ")}`.toLowerCase().includes(text))), [query.data, missing, text]);
  const [chosen, setChosen] = useState(-1);
  const row = rows[chosen];
  useKeys([
    { keys: "c", label: "New requirement", run: create },
    { keys: "j", label: "Next", run: () => setChosen((at) => Math.min(rows.length - 1, at + 1)) },
    { keys: "k", label: "Previous", run: () => setChosen((at) => Math.max(0, at - 1)) },
    { keys: "Enter", label: "Open", run: () => row && void navigate({ to: "/records/$kind/$id", params: { kind: "requirement", id: row.key || row.id } }) },
  ]);
  return (
    <AnswerPage query={query} under={(answer) => `${count(answer.items.length, "requirement")} kept, ${answer.counts.proved} proved · need → requirement → tasks → commits → verification`}>
      {(answer) =>
        answer.items.length === 0 ? (
          <Empty title="No requirement is written down yet." action={<Button tone="strong" hint="c" onClick={create}>Write the first</Button>}>
            A requirement says who needs what and why, and when it counts as met. Tasks name the requirements they meet; this page shows which have no need, no work or no proof.
          </Empty>
        ) : (
          <>
            <div className={css.tools}>
              <Bar>
                <input type="search" className={recordsCss.search} value={q} onChange={(event) => look({ q: event.target.value })} placeholder="Find by title, need or who asked" aria-label="Find by title, need or who asked" />
                <Filters counts={answer.counts} missing={missing} set={(next) => look({ missing: next })} />
                <Push>
                  <Button tone="plain" onClick={() => download(rows)}>
                    CSV
                  </Button>
                  <Button tone="strong" hint="c" onClick={create}>
                    New requirement
                  </Button>
                </Push>
              </Bar>
            </div>
            {rows.length === 0 ? <p className="quiet">Nothing here lacks this.</p> : <Matrix rows={rows} chosen={row} />}
          </>
        )
      }
    </AnswerPage>
  );
}

/** Where a requirement stands that lacks nothing and is not proved yet. */
function going({ priority, status, tasks, done }: Traced): string {
  if (priority === "won't" || status === "rejected") return "not to be built";
  return tasks.length ? `${done} of ${count(tasks.length, "task")} done` : "met by its parts";
}

function Filters({ counts, missing, set }: { counts: RequirementsAnswer["counts"]; missing: string; set: (missing: string) => void }) {
  return (
    <span className={css.filters} role="group" aria-label="What is missing">
      {gaps.filter(({ id }) => counts[id] || id === missing).map(({ id, label }) => (
        <button key={id} type="button" aria-pressed={missing === id} onClick={() => set(missing === id ? "" : id)}>
          {label} <span>{counts[id] ?? 0}</span>
        </button>
      ))}
    </span>
  );
}

function download(rows: Traced[]): void {
  const head = ["Key", "Requirement", "Priority", "Status", "Who asked", "Why", "Tasks", "Done", "Commits", "Verified", "Criteria", "Missing"];
  save("requirements.csv", csv(head, rows.map((one) => [one.key, one.title, one.priority, one.status, one.by.map((by) => by.title).join(", "), one.why ?? "", one.tasks.map((task) => task.key).join(" "), String(one.done), String(one.changes), String(one.passed), String(one.criteria), one.missing.join(" ")])), "text/csv");
}

const heads = ["Key", "Need", "Requirement", "Tasks", "Commits", "Verified", "Missing"];

/** Rows in view alone are drawn. */
function Matrix({ rows, chosen }: { rows: Traced[]; chosen: Traced | undefined }) {
  const [body, margin] = useTop();
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => 52, overscan: 10, scrollMargin: margin, getItemKey: (index) => rows[index]?.id ?? index });
  return (
    <div className={css.matrix} role="table" aria-label="Trace of requirements" aria-rowcount={rows.length + 1}>
      <div className={css.head} role="row">
        {heads.map((head) => (
          <span key={head} role="columnheader">
            {head}
          </span>
        ))}
      </div>
      <div ref={body} role="rowgroup" className={css.body} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const one = rows[index];
          return one && <Row key={one.id} one={one} index={index} measure={virtual.measureElement} chosen={one === chosen} style={{ transform: `translateY(${start - margin}px)` }} />;
        })}
      </div>
    </div>
  );
}

function Row({ one, index, measure, chosen, style }: { one: Traced; index: number; measure: (node: Element | null) => void; chosen: boolean; style: CSSProperties }) {
  const { today } = useHere();
  const asked = one.by.map((by) => by.title).join(", ");
  return (
    <div ref={measure} data-index={index} className={css.row} role="row" aria-rowindex={index + 2} data-chosen={chosen || undefined} style={style} title={textOf(one.statement)}>
      <span role="cell" className={css.key}>
        {one.key}
      </span>
      <span role="cell" className={css.need}>
        {asked && <span>{asked}</span>}
        <span className="quiet">{one.why || (one.parent ? `part of ${one.parent.key}` : asked ? "" : "–")}</span>
      </span>
      <span role="cell" className={css.title}>
        <Link to="/records/$kind/$id" params={{ kind: "requirement", id: one.key || one.id }}>
          {one.title}
        </Link>
        <span className="quiet">
          {[one.priority, one.type, one.milestone && `${one.milestone.title}${one.wanted ? `, ${sayShort(one.wanted, today)}` : ""}`].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span role="cell" className={css.tasks} data-name="Tasks">
        {one.tasks.slice(0, 3).map((task) => (
          <Link key={task.id} to="/records/$kind/$id" params={{ kind: "task", id: task.key || task.id }} data-done={task.status === "done" || undefined} title={`${task.title}: ${task.status}`}>
            {task.key}
            {task.status === "done" && " ✓"}
          </Link>
        ))}
        {one.tasks.length > 3 && <span className="quiet">+{one.tasks.length - 3}</span>}
        {one.tasks.length === 0 && <span className="quiet">–</span>}
      </span>
      <span role="cell" className={css.number} data-name="Commits">
        {one.changes || <span className="quiet">–</span>}
      </span>
      <span role="cell" className={css.number} data-name="Verified">
        {one.criteria ? `${one.passed} of ${one.criteria}` : <span className="quiet">–</span>}
      </span>
      <span role="cell" className={css.missing}>
        {one.proved ? <span className="good">proved</span> : one.missing.map((gap) => <span key={gap} className={gap === "failed" ? "bad" : "warn"}>{sayGap(gap)}</span>)}
        {!one.proved && one.missing.length === 0 && <span className="quiet">{going(one)}</span>}
        <WhyWord statement={one.statement} />
      </span>
    </div>
  );
}
