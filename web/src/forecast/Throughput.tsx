import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { WhenAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { Said, WhyWord } from "../answers/Statement";
import { Trouble } from "../shell/states";
import { Block, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { count } from "../ui/units";
import { Curve } from "./Curve";
import { pointsOf } from "./curve";
import css from "./forecast.module.css";

/** Odds from the pace of changes alone: no plan and no estimate is needed. */
export function Throughput({ remaining, by, large }: { remaining: number; by: string; large: boolean }) {
  const navigate = useNavigate();
  const query = useQuery({ ...answerQuery<WhenAnswer>("when", { remaining, by }), placeholderData: keepPreviousData });
  const ask = (next: { remaining: string; by: string }) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }), replace: true } as never);
  const answer = query.data;
  return (
    <Block title="From the pace of changes alone">
      {answer && answer.weeks.length > 0 && <Ask key={`${remaining} ${by}`} remaining={remaining} by={by} ask={ask} />}
      {query.error && !answer && <Trouble part error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={300} />}
      {answer && (
        <>
          {(!large || answer.weeks.length === 0) && (
            <p>
              <Said statement={answer.headline} /> <WhyWord statement={answer.headline} />
            </p>
          )}
          {answer.p80 && <Curve points={pointsOf(answer.curve)} p10={answer.p10 ?? ""} p80={answer.p80} p90={answer.p90 ?? ""} {...(by ? { promised: by, word: "by" } : {})} label={`${count(answer.remaining, "change")} left`} />}
          <ul style={{ padding: "8px 0" }}>
            {answer.items.map((one, index) => (
              <li key={index}>
                <Said statement={one} />
              </li>
            ))}
          </ul>
          {answer.weeks.length > 0 && <Weeks weeks={answer.weeks.slice(-52)} />}
        </>
      )}
    </Block>
  );
}

function Ask({ remaining, by, ask }: { remaining: number; by: string; ask: (next: { remaining: string; by: string }) => void }) {
  const [left, setLeft] = useState(String(remaining));
  const [day, setDay] = useState(by);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Number(left) >= 1) ask({ remaining: String(Math.round(Number(left))), by: day });
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <label>
        <input type="number" min={1} value={left} onChange={(event) => setLeft(event.target.value)} aria-label="Changes left" /> changes left
      </label>
      <label>
        by <input type="date" value={day} onChange={(event) => setDay(event.target.value)} aria-label="By the day" />
      </label>
      <Button type="submit">Ask</Button>
    </form>
  );
}

function Weeks({ weeks }: { weeks: { start: string; changes: number }[] }) {
  const most = Math.max(1, ...weeks.map((week) => week.changes));
  return (
    <>
      <div className={css.weeks} role="img" aria-label={`Changes merged a week, the last ${weeks.length} weeks, at most ${most}`}>
        {weeks.map((week) => (
          <i key={week.start} style={{ height: `${(week.changes / most) * 100}%` }} title={`${week.start}: ${count(week.changes, "change")}`} />
        ))}
      </div>
      <p className="unit">changes merged a week, {count(weeks.length, "week")}, at most {most}</p>
    </>
  );
}
