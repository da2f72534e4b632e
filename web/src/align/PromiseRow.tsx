import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Pledge } from "../api/promises";
import { recordTo, Said, WhyWord } from "../answers/Statement";
import { useHere } from "../shell/session";
import { Dot } from "../ui/bits";
import { Button } from "../ui/Button";
import { saidAgo, sayShort } from "../ui/dates";
import { percent } from "../ui/units";
import { along, sourceOf, states, wanting } from "./pledges";
import css from "./promises.module.css";
import { odds as sayOdds } from "./spark";
import { usePledge } from "./usePledge";

/** One promise: from whom to whom, its odds against those agreed, and what to do where that is not enough. */
export function PromiseRow({ one, chosen, open }: { one: Pledge; chosen: boolean; open: () => void }) {
  const { today } = useHere();
  const state = states[one.state];
  return (
    <article className={css.promise} data-chosen={chosen || undefined} data-state={one.state}>
      <header>
        <Dot level={state?.level} />
        <h2>
          <button type="button" onClick={open} aria-expanded={chosen}>
            {one.title}
          </button>
        </h2>
        <span className={css.day}>
          {sayShort(one.date, today)}
        </span>
        <Odds one={one} />
      </header>
      <p className={css.who}>
        {one.from ? `${one.from.title} → ${one.to.title}` : `to ${one.to.title}`}
        {one.interface && ` · ${one.interface}`}
        {" · "}
        <span className={state?.tone}>{state?.says}</span>
        {one.said && wanting.open(one) && ` · confirmed ${saidAgo(one.said.on, today)}`}
        {one.waits.length > 0 && ` · ${one.waits.length === 1 ? "a task waits" : `${one.waits.length} tasks wait`}`}
      </p>
      {one.steps.length > 0 && (
        <ol className={css.steps} aria-label={`What to do about ${one.title}`}>
          {one.steps.map((step, index) => (
            <li key={`${index}-${step.statement.id}`}>
              <Said statement={step.statement} />{" "}
              {step.href && <Link to={step.href as "/"}>{step.href.endsWith("tradeoffs") ? "Trade-offs" : "Plan"}</Link>}
            </li>
          ))}
        </ol>
      )}
      {chosen && <More one={one} />}
    </article>
  );
}

/** The odds as a bar from 0 to 100 %, with a mark where they were agreed to be. */
function Odds({ one }: { one: Pledge }) {
  if (!wanting.open(one)) return <span className={css.odds} />;
  const says = one.odds === undefined ? `no odds known, ${percent(one.agreed)} agreed` : `${sayOdds(one.odds)}, ${percent(one.agreed)} agreed`;
  return (
    <span className={css.odds} data-short={one.state === "short" || undefined}>
      <span className={css.bar} role="img" aria-label={says} title={says}>
        {one.odds !== undefined && <i style={{ width: along(one.odds) }} />}
        <b style={{ left: along(one.agreed) }} />
      </span>
      <span className="num">
        {one.odds === undefined ? "–" : sayOdds(one.odds)} <span className="unit">{one.odds === undefined ? `${percent(one.agreed)} agreed` : sourceOf(one)}</span>
      </span>
    </span>
  );
}

function More({ one }: { one: Pledge }) {
  const { today } = useHere();
  const { say, end, may } = usePledge(one);
  const [saying, setSaying] = useState(false);
  const between = one.kind === "promise";
  return (
    <div className={css.more}>
      <p>
        <Said statement={one.statement} /> <WhyWord statement={one.statement} />
      </p>
      {one.p10 && one.p90 && (
        <p className="quiet">
          The plan has it between {sayShort(one.p10, today)} and {sayShort(one.p90, today)}
          {one.safe && `; ${percent(one.agreed)} sure by ${sayShort(one.safe, today)}`}.
        </p>
      )}
      {one.moved.map((moved, index) => (
        <p key={`${index}-${moved.id}`} className="quiet">
          <Said statement={moved} />
        </p>
      ))}
      {one.said && (
        <p className="quiet">
          {sayShort(one.said.on, today)}: {one.said.by?.title ?? "they"} confirmed it{one.said.odds !== undefined && ` with ${sayOdds(one.said.odds)}`}
          {one.said.note && `. “${one.said.note}”`}
        </p>
      )}
      <Named title="Rests on" list={one.rests} />
      <Named title="Waiting for it" list={one.waits} />
      <div className={css.acts}>
        {may && wanting.open(one) && (
          <>
            {between && (
              <Button onClick={() => setSaying(!saying)} aria-expanded={saying}>
                Confirm…
              </Button>
            )}
            <Button onClick={() => void end("kept")} disabled={one.date < today && between}>
              Kept
            </Button>
            <Button onClick={() => void end("broken")}>Broken</Button>
            <Button onClick={() => void end("withdrawn")}>Withdraw</Button>
          </>
        )}
        <Link to={recordTo(one.kind, one.key || one.id) as "/"}>Open the {between ? "promise" : "milestone"}</Link>
      </div>
      {saying && <Confirm say={say} done={() => setSaying(false)} />}
    </div>
  );
}

function Named({ title, list }: { title: string; list: Pledge["rests"] }) {
  if (!list.length) return null;
  return (
    <p className="quiet">
      {title}{" "}
      {list.map((one, index) => (
        <span key={one.id}>
          {index > 0 && ", "}
          <Link to={recordTo(one.kind, one.key || one.id) as "/"}>{one.title}</Link>
        </span>
      ))}
    </p>
  );
}

/** Writes down what was said today: how sure they are, and a note. */
function Confirm({ say, done }: { say: (odds: number | undefined, note: string) => Promise<boolean>; done: () => void }) {
  const [odds, setOdds] = useState("");
  const [note, setNote] = useState("");
  const sure = odds === "" ? undefined : Number(odds);
  const wrong = sure !== undefined && !(sure > 0 && sure <= 100);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && (await say(sure, note))) done();
  };
  return (
    <form className={css.confirm} onSubmit={(event) => void send(event)}>
      <label>
        How sure, in %
        <input autoFocus value={odds} onChange={(event) => setOdds(event.target.value)} inputMode="numeric" aria-invalid={wrong} />
      </label>
      <label>
        What they said
        <input value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <Button type="submit" tone="strong" disabled={wrong}>
        Write it down
      </Button>
    </form>
  );
}
