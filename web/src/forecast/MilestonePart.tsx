import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { PlanMilestone } from "../api/answers";
import { call } from "../api/client";
import { refetch } from "../api/edits";
import type { Applied } from "../api/types";
import { dateIn } from "../plan/scale";
import { Ways } from "../plan/Ways";
import { recordTo } from "../answers/Statement";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { Block } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayDate, sayShort } from "../ui/dates";
import { odds as sayOdds } from "../ui/units";
import { TrackLine } from "./Calibration";
import { Curve } from "./Curve";
import { Past } from "./Outlook";
import { pointsOf, shareBy } from "./curve";
import css from "./forecast.module.css";

/** One milestone: its curve, its dates, and the act of promising one. */
export function MilestonePart({ milestone }: { milestone: PlanMilestone }) {
  const { session } = useHere();
  const { zone } = session.organisation;
  const date = (instant: string | undefined) => (instant ? dateIn(zone, instant) : "");
  const { spread, odds } = milestone;
  const due = milestone.promised || milestone.wanted;
  const points = pointsOf((milestone.curve ?? []).map(date));
  const [p10, p50, p80, p90] = [date(spread.p10), date(spread.p50), date(spread.p80), date(spread.p90)];
  const figures: [string, string][] = [
    ["P10–P90", `${sayShort(p10)} – ${sayShort(p90)}`],
    ["As likely as not", sayDate(p50)],
    ["80 % sure", sayDate(p80)],
    ...(due && odds !== undefined ? [[`By ${sayDate(due)}`, sayOdds(odds)] as [string, string]] : []),
  ];
  return (
    <Block title={<Link to={recordTo("milestone", milestone.key || milestone.id)}>{milestone.title}</Link>}>
      {points.length > 1 && <Curve points={points} p10={p10} p80={p80} p90={p90} odds={odds} {...(due ? { promised: due, word: milestone.promised ? "promised" : "wanted" } : {})} label={`${milestone.title}: 80 % sure by ${sayDate(p80)}`} />}
      <dl className={css.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <TrackLine />
      <Past id={milestone.id} title={milestone.title} />
      {!milestone.done && <Ways of={milestone.id} version={milestone.version} look={undefined} />}
      {!milestone.done && <MakePromise key={milestone.id} milestone={milestone} start={p80} oddsBy={(day) => shareBy(points, day)} />}
    </Block>
  );
}

/** Promising appends a date to the milestone, to whom and with which odds, and keeps the plan it rests on. It is never edited. */
function MakePromise({ milestone, start, oddsBy }: { milestone: PlanMilestone; start: string; oddsBy: (date: string) => number }) {
  const [date, setDate] = useState(start);
  const [to, setTo] = useState("");
  const client = useQueryClient();
  const odds = oddsBy(date);
  const promise = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await call<Applied>("POST", "/v1/plan/promise", { milestone: milestone.id, date, to });
      await Promise.all([refetch(client, ["milestone", "baseline"]), client.invalidateQueries({ queryKey: ["answer"] })]);
      say({ text: `${milestone.title} is promised to ${to} for ${sayDate(date)}, with ${sayOdds(odds)}. The plan it rests on is kept.`, level: "good" });
      setTo("");
    } catch (error) {
      sayFailure(error, "Promising");
    }
  };
  return (
    <form className={css.form} onSubmit={(event) => void promise(event)}>
      <label>
        Promise <input type="date" value={date} onChange={(event) => setDate(event.target.value)} aria-label="Date to promise" />
      </label>
      <label>
        to <input value={to} onChange={(event) => setTo(event.target.value)} placeholder="Sales" aria-label="To whom" />
      </label>
      <Button type="submit" disabled={!date || !to.trim()}>
        Promise, {sayOdds(odds)}
      </Button>
      <span className="unit">A promise stays on record; it is kept, broken or withdrawn, never edited.</span>
    </form>
  );
}
