import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { PlanAnswer } from "../api/answers";
import { Button } from "../ui/Button";
import records from "../records/records.module.css";
import { ExportMenu } from "./ExportMenu";
import { isFiltered, type PlanFilter } from "./filter";
import css from "./plan.module.css";

/** Typing waits this long, in milliseconds, before the plan is cut anew. */
const pause = 150;

/** Which part of the plan is looked at, in every shape of it; the choices are in the address. */
export function FilterBar({ plan, filter, shown }: { plan: PlanAnswer; filter: PlanFilter; shown: number }) {
  const navigate = useNavigate();
  const [text, setText] = useState(filter.q);
  const change = (next: Partial<PlanFilter>) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }), replace: true } as never);
  useEffect(() => {
    if (text === filter.q) return;
    const timer = setTimeout(() => void navigate({ to: ".", search: (old: object) => ({ ...old, q: text }), replace: true } as never), pause);
    return () => clearTimeout(timer);
  }, [text, filter.q, navigate]);
  const clear = () => {
    setText("");
    change({ project: "", person: "", q: "" });
  };
  const people = plan.people ?? [];
  return (
    <div className={css.filter}>
      <input type="search" className={records.search} value={text} onChange={(event) => setText(event.target.value)} placeholder="Filter tasks" aria-label="Filter tasks" />
      {plan.projects.length > 1 && (
        <Choice label="Project" value={filter.project} all="All projects" options={plan.projects.map((one) => [one.key || one.id, one.title])} choose={(project) => change({ project })} />
      )}
      {people.length > 1 && <Choice label="Person" value={filter.person} all="Everybody" options={people.map((one) => [one.key || one.id || "", one.title])} choose={(person) => change({ person })} />}
      {isFiltered(filter) && (
        <>
          <span className="quiet">
            {shown.toLocaleString("en-GB")} of {plan.tasks.length.toLocaleString("en-GB")}
          </span>
          <Button tone="plain" onClick={clear}>
            Clear
          </Button>
        </>
      )}
      <span className={css.push} />
      <ExportMenu filter={filter} />
    </div>
  );
}

function Choice({ label, value, all, options, choose }: { label: string; value: string; all: string; options: string[][]; choose: (value: string) => void }) {
  return (
    <select className={records.select} aria-label={label} value={value} onChange={(event) => choose(event.target.value)}>
      <option value="">{all}</option>
      {options.map(([name, title]) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </select>
  );
}
