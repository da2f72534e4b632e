import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { AnswerPage } from "../answers/AnswerPage";
import { recordTo, Said, textOf, WhyWord } from "../answers/Statement";
import { answerQuery } from "../api/queries";
import { create, patch, undo, changeOf } from "../api/edits";
import { get } from "../api/client";
import type { RecordOf } from "../api/types";
import type { RiskAnswer, RiskRow, RiskSuggestion } from "../api/answers";
import { useKeys } from "../shell/keys";
import { say, sayFailure } from "../shell/toasts";
import { Bar, Block, Dot, Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import { percent } from "../ui/units";
import css from "./risks.module.css";

/** The register: what threatens which promise, what each mitigation buys, and what the evidence suggests. */
export function RisksPage() {
  const query = useQuery(answerQuery<RiskAnswer>("risk"));
  return (
    <AnswerPage query={query}>
      {(answer) => (
        <>
          {answer.risks.length === 0 && answer.suggestions.length === 0 && (
            <Empty title="A register of risks" action={<Link to={"/records/risk/new" as "/"}>Write one down</Link>}>
              What may happen, how likely it is, and which tasks it would delay. Each enters the forecast; the evidence suggests some by itself.
            </Empty>
          )}
          {answer.risks.length > 0 && (
            <Block title="Exposure" aside={<Link to={"/records/risk/new" as "/"}>Write one down</Link>}>
              <ul className={css.list}>
                {answer.risks.map((risk) => (
                  <Risk key={risk.id} risk={risk} most={mostOf(answer.risks)} />
                ))}
              </ul>
            </Block>
          )}
          {answer.suggestions.length > 0 && <Suggestions list={answer.suggestions} />}
          {answer.dismissed > 0 && (
            <p className="unit">
              <Link to={"/records/risk" as "/"} search={{ where: "status:dismissed" } as never}>
                {answer.dismissed} dismissed
              </Link>
              , each with its reason; they are not suggested again.
            </p>
          )}
        </>
      )}
    </AnswerPage>
  );
}

/** The largest share of odds that any risk takes, to draw the others by. */
const mostOf = (risks: RiskRow[]) => Math.max(0.01, ...risks.map((risk) => risk.takes[0]?.odds ?? 0));

function Risk({ risk, most }: { risk: RiskRow; most: number }) {
  const odds = risk.takes[0]?.odds ?? 0;
  const range = risk.low && risk.high ? ` (${percent(risk.low)} – ${percent(risk.high)})` : "";
  return (
    <li className={css.risk}>
      <div className={css.title}>
        {risk.seen && <Dot level="bad" />}
        <Link to={recordTo("risk", risk.key || risk.id) as "/"}>{risk.title}</Link>
        <span className="unit">
          {risk.key}
          {risk.owner ? ` · ${risk.owner.title}` : ""}
        </span>
      </div>
      <div className={css.odds}>
        <span className="num">
          {percent(risk.now)}
          <span className="unit">{risk.now < risk.probability - 0.001 ? ` of ${percent(risk.probability)}` : range}</span>
        </span>
        <i style={{ width: `${(odds / most) * 100}%` }} role="img" aria-label={`takes ${Math.round(odds * 1000) / 10} points`} />
      </div>
      <div className={css.text}>
        <p>
          <Said statement={risk.statement} /> <WhyWord statement={risk.statement} />
        </p>
        {risk.takes.slice(1, 3).map((one) => (
          <p key={one.milestone.id} className="quiet">
            {Math.round(one.odds * 1000) / 10} points of {one.milestone.title}
          </p>
        ))}
        {risk.hits.length > 0 && (
          <p className="quiet">
            Delays{" "}
            {risk.hits.map((one, index) => (
              <span key={one.id}>
                {index > 0 && ", "}
                <Link to={recordTo("task", one.key) as "/"}>{one.title}</Link>
              </span>
            ))}
          </p>
        )}
        {risk.trigger && <p className="quiet">{risk.watched ? `Watched: ${risk.trigger}` : `Trigger, watched by people: ${risk.trigger}`}</p>}
        {risk.cost && (
          <p className="quiet">
            <Said statement={risk.cost} />
          </p>
        )}
        <Mitigations risk={risk} />
      </div>
    </li>
  );
}

/** What is done about a risk: each task with what it buys, and a way to add one. */
function Mitigations({ risk }: { risk: RiskRow }) {
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [title, setTitle] = useState("");
  const [work, setWork] = useState("1d");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const record = await get<RecordOf>(`/v1/records/risk/${encodeURIComponent(risk.id)}`);
      const project = record.data["project"] ?? (await get<RecordOf>(`/v1/records/task/${encodeURIComponent(risk.hits[0]?.id ?? "")}`)).data["project"];
      const task = await create(client, "task", { title, project: project ?? null, status: "todo", work });
      const before = Array.isArray(record.data["mitigations"]) ? record.data["mitigations"] : [];
      await patch(client, record, { mitigations: [...before, task.id] }, `${title} is done about ${risk.title}`);
      say({ text: `${title} is planned; the odds follow with the next plan.`, level: "good" });
      setAdding(false);
      setTitle("");
    } catch (error) {
      sayFailure(error, "Adding the mitigation");
    }
  };
  return (
    <>
      {risk.mitigations.length > 0 && (
        <ul className={css.mitigations}>
          {risk.mitigations.map((one) => (
            <li key={one.task.id}>
              <Link to={recordTo("task", one.task.key) as "/"}>{one.task.title}</Link> <Said statement={one.statement} />
            </li>
          ))}
        </ul>
      )}
      {adding ? (
        <form className={css.form} onSubmit={(event) => void add(event)}>
          <input value={title} onChange={(event) => setTitle(event.target.value)} placeholder="What is done about it" aria-label="Task" />
          <input value={work} onChange={(event) => setWork(event.target.value)} aria-label="Work" className={css.short} />
          <Button type="submit" disabled={!title.trim()}>
            Plan it
          </Button>
          <Button onClick={() => setAdding(false)}>Cancel</Button>
        </form>
      ) : (
        risk.hits.length > 0 && (
          <Button tone="plain" onClick={() => setAdding(true)}>
            Do something about it
          </Button>
        )
      )}
    </>
  );
}

/** Risks nobody has written down: one key takes the one in hand, another dismisses it with a reason. */
function Suggestions({ list }: { list: RiskSuggestion[] }) {
  const client = useQueryClient();
  const [at, setAt] = useState(0);
  const [dismissing, setDismissing] = useState("");
  const [why, setWhy] = useState("");
  const here = list[Math.min(at, list.length - 1)];
  const write = async (one: RiskSuggestion, change: { status: string; why?: string }, said: string) => {
    try {
      const made = await create(client, "risk", { ...one.take, ...change });
      const id = await changeOf(made);
      say({ text: `${said}: ${one.take.title}.`, level: "good", undo: () => undo(client, id) });
      setDismissing("");
      setWhy("");
    } catch (error) {
      sayFailure(error, said);
    }
  };
  const take = (one: RiskSuggestion) => void write(one, { status: "open" }, "Taken");
  useKeys([
    { keys: "t", label: "Take the suggested risk", run: () => here && take(here) },
    { keys: "d", label: "Dismiss the suggested risk", run: () => here && setDismissing(here.id) },
    { keys: "j", label: "Next suggestion", run: () => setAt((old) => Math.min(list.length - 1, old + 1)) },
    { keys: "k", label: "Suggestion before", run: () => setAt((old) => Math.max(0, old - 1)) },
  ]);
  return (
    <Block title="Suggested by the evidence">
      <ul className={css.list}>
        {list.map((one, index) => (
          <li key={one.id} className={css.suggestion} data-here={one === here || undefined}>
            <div>
              <p className={css.said}>
                <Said statement={one.statement} /> <WhyWord statement={one.statement} />
              </p>
              <p className="quiet">
                <Said statement={one.reason} />
              </p>
            </div>
            {dismissing === one.id ? (
              <form
                className={css.form}
                onSubmit={(event) => {
                  event.preventDefault();
                  void write(one, { status: "dismissed", why }, "Dismissed");
                }}
              >
                <input autoFocus value={why} onChange={(event) => setWhy(event.target.value)} placeholder="Why it is no risk" aria-label={`Why ${textOf(one.statement)} is no risk`} />
                <Button type="submit" disabled={!why.trim()}>
                  Dismiss
                </Button>
              </form>
            ) : (
              <Bar>
                <Button {...(one === here ? { hint: "t" } : {})} onClick={() => take(one)}>
                  Take
                </Button>
                <Button
                  tone="plain"
                  {...(one === here ? { hint: "d" } : {})}
                  onClick={() => {
                    setAt(index);
                    setDismissing(one.id);
                  }}
                >
                  Dismiss…
                </Button>
              </Bar>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}
