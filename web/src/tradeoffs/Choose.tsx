import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { call } from "../api/client";
import { refetch, undo } from "../api/edits";
import type { TradeoffsAnswer, TradePlan } from "../api/tradeoffs";
import type { Applied } from "../api/types";
import { textOf } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { Bar } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayDate } from "../ui/dates";
import { best, figures } from "./read";
import css from "./tradeoffs.module.css";

interface Props {
  answer: TradeoffsAnswer;
  plan: TradePlan;
  mark: number;
  all: boolean;
  showAll: () => void;
}

/** Taking a plan: one change set writes the people of its tasks and the decision with the others as its options. */
export function Choose({ answer, plan, mark, all, showAll }: Props) {
  const client = useQueryClient();
  const { kinds } = useHere();
  const [asking, setAsking] = useState(false);
  const [written, setWritten] = useState<string>();
  const name = textOf(plan.title);
  const keeps = (kind: string) => kinds.some((one) => one.kind === kind);
  const behind = answer.points.length;
  const send = (more: object) => call<Applied>("POST", "/v1/plan/choose", { result: answer.result, plan: plan.id, ...more });
  const finish = (done: Applied, text: string) => {
    say({ text, level: "good", undo: () => undo(client, done.change_id) });
    void refetch(client, done.applied.map((one) => one.kind));
  };
  const choose = async (form: { title: string; why: string; review: string; matters: string[] }) => {
    try {
      const done = await send(form);
      const decision = done.applied.find((one) => one.kind === "decision");
      setWritten(decision?.key);
      setAsking(false);
      finish(done, `${name} is chosen; ${decision?.key ?? "a decision"} says why.`);
    } catch (error) {
      sayFailure(error, "Choosing");
    }
  };
  const keep = async () => {
    try {
      finish(await send({ keep: true }), `Kept as a scenario: ${name}.`);
    } catch (error) {
      sayFailure(error, "Keeping the scenario");
    }
  };
  useKeys(asking ? [{ keys: "Escape", label: "Do not choose", run: () => setAsking(false), always: true }] : [{ keys: "Enter", label: `Choose ${name}, record why`, run: () => setAsking(true) }, { keys: "s", label: `Keep ${name} as a scenario`, run: () => void keep() }, { keys: "a", label: "All plans as points", run: showAll }]);
  if (asking) return <Ask answer={answer} plan={plan} mark={mark} choose={choose} close={() => setAsking(false)} />;
  const others = answer.plans.length - (answer.plans.some((one) => one.id === plan.id) ? 1 : 0);
  return (
    <>
      <Bar>
        {keeps("decision") && (
          <Button tone="strong" hint="↵" onClick={() => setAsking(true)}>
            Choose, record why
          </Button>
        )}
        {keeps("scenario") && <Button onClick={() => void keep()}>Keep as scenario</Button>}
        {behind > 0 && (
          <Button onClick={showAll} aria-pressed={all}>
            {all ? "Named plans only" : `All ${answer.plans.length + behind} as points`}
          </Button>
        )}
      </Bar>
      <p className={css.note}>
        {written ? (
          <>
            <Link to="/decide/decisions/$id" params={{ id: written }}>
              {written}
            </Link>{" "}
            is written.
          </>
        ) : (
          <>
            Choosing writes decision {answer.decision} with the other {others === 1 ? "plan" : `${others} plans`} as options, these figures as evidence, and a review{answer.review ? ` on ${sayDate(answer.review)}` : ""}.
          </>
        )}
      </p>
    </>
  );
}

/** The few words that go with a choice. What the plan is best in is what it was chosen for, until somebody says otherwise. */
function Ask({ answer, plan, mark, choose, close }: { answer: TradeoffsAnswer; plan: TradePlan; mark: number; choose: (form: { title: string; why: string; review: string; matters: string[] }) => Promise<void>; close: () => void }) {
  const { session } = useHere();
  const rows = figures(answer, mark, session.organisation.zone).filter((row) => !row.private);
  const criteria = rows.map((row) => ({ id: row.id, label: criterionOf(row.id, answer, row.label), best: best(row, answer.plans).has(plan.id) }));
  const [title, setTitle] = useState(answer.marks.length ? `Which plan for ${answer.marks[0]?.title}` : "Which plan for all open work");
  const [why, setWhy] = useState(textOf(plan.against));
  const [review, setReview] = useState(answer.review ?? "");
  const [matters, setMatters] = useState(criteria.filter((one) => one.best).map((one) => one.label));
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    void choose({ title, why, review, matters }).finally(() => setBusy(false));
  };
  const toggle = (label: string) => setMatters((old) => (old.includes(label) ? old.filter((one) => one !== label) : [...old, label]));
  return (
    <form className={css.ask} onSubmit={submit} aria-label={`Choose ${textOf(plan.title)}`}>
      <label>
        Decision
        <input value={title} onChange={(event) => setTitle(event.target.value)} required />
      </label>
      <label>
        Because
        <textarea rows={3} value={why} onChange={(event) => setWhy(event.target.value)} autoFocus />
      </label>
      <fieldset>
        <legend>What counts most, three times as much as the rest</legend>
        {criteria.map((one) => (
          <label key={one.id}>
            <input type="checkbox" checked={matters.includes(one.label)} onChange={() => toggle(one.label)} /> {one.label}
          </label>
        ))}
      </fieldset>
      <label>
        Look at it again on
        <input type="date" value={review} onChange={(event) => setReview(event.target.value)} />
      </label>
      <Bar>
        <Button tone="strong" type="submit" disabled={busy || !title.trim()}>
          Choose {textOf(plan.title)}
        </Button>
        <Button hint="Esc" onClick={close}>
          Not now
        </Button>
      </Bar>
    </form>
  );
}

/** The criterion as the decision names it: dates are written out there. */
function criterionOf(id: string, answer: TradeoffsAnswer, label: string): string {
  const by = answer.marks[0]?.by;
  return id === "odds" && by ? `Odds by ${sayDate(by)} ${by.slice(0, 4)}` : label;
}
