import { useQuery } from "@tanstack/react-query";
import type { HelpsAnswer, HelpsRow } from "../api/answers";
import { answerQuery } from "../api/queries";
import { Said } from "../answers/Statement";
import { PreviewCard } from "../plan/PreviewCard";
import { JobLine } from "../plan/Searching";
import { usePreview } from "../plan/usePreview";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { Block, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import css from "./helps.module.css";

/** What would help a milestone: each step with what it buys and how sure that is, one press from a look at the plan with it. */
export function WhatHelps({ of }: { of: string }) {
  const query = useQuery({ ...answerQuery<HelpsAnswer>("helps", { of }), refetchInterval: (state) => (state.state.data?.busy ? 4000 : false) });
  const { session } = useHere();
  const trial = usePreview();
  const answer = query.data;
  const may = session.roles.includes("lead") || session.roles.includes("admin") || session.roles.includes("member");
  const shown = trial.answer;
  return (
    <Block title="What helps">
      {query.error && !answer && <Trouble part error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={120} />}
      {answer && (
        <>
          <p className={css.lead}>
            <Said statement={answer.headline} />
          </p>
          {answer.busy && <JobLine name="helps" />}
          {answer.steps.length > 0 && (
            <ol className={css.steps} aria-busy={answer.stale}>
              {answer.steps.map((row) => (
                <Step key={row.title} row={row} scale={scaleOf(answer.steps)} chosen={trial.preview?.title === row.title} look={may ? () => trial.begin({ title: row.title, set: { changes: row.changes } }) : undefined} />
              ))}
            </ol>
          )}
          {answer.kept.length > 0 && (
            <ul className={css.kept}>
              {answer.kept.map((one, index) => (
                <li key={index}>
                  <Said statement={one} />
                </li>
              ))}
            </ul>
          )}
          {answer.steps.length > 0 && (
            <p className="unit">
              {answer.tried} changes were tried one by one, each in the plan's own futures; ± is one standard error. What buys nothing by more than chance is left out.
            </p>
          )}
        </>
      )}
      {trial.preview && (
        <PreviewCard
          title={trial.preview.title}
          rows={shown?.rows}
          moved={shown?.moved?.length ?? 0}
          error={trial.error}
          lasting={trial.lasting}
          gaps={shown?.notes ?? []}
          instead={undefined}
          accept={trial.accept}
          keep={trial.keep}
          discard={trial.discard}
        />
      )}
    </Block>
  );
}

/** Bars are drawn by odds where any step brings some, else by days. */
interface Scale {
  odds: boolean;
  most: number;
}

function scaleOf(rows: HelpsRow[]): Scale {
  const odds = rows.some((row) => row.then !== undefined && row.odds >= 0.005);
  return { odds, most: Math.max(0.001, ...rows.map((row) => (odds ? row.odds + 2 * row.odds_error : row.days + 2 * row.days_error))) };
}

function Step({ row, scale, chosen, look }: { row: HelpsRow; scale: Scale; chosen: boolean; look: (() => void) | undefined }) {
  const [gain, error] = scale.odds ? [row.odds, row.odds_error] : [row.days, row.days_error];
  const at = (value: number) => `${(Math.min(scale.most, Math.max(0, value)) / scale.most) * 100}%`;
  return (
    <li className={css.step} data-chosen={chosen || undefined} data-what={row.what}>
      <div className={css.what}>
        {row.steps.map((one, index) => (
          <span key={index}>
            {index > 0 && " "}
            <Said statement={one} />
          </span>
        ))}
        {row.notes.map((one, index) => (
          <small key={index} className={one.level === "warn" ? css.warn : "quiet"}>
            {" "}
            <Said statement={one} />
          </small>
        ))}
      </div>
      <div className={css.gain}>
        <Said statement={row.gain} />
        <svg className={css.bar} aria-hidden="true" height="8" width="100%">
          <rect x="0" y="2" height="4" rx="2" width={at(gain)} />
          <line x1={at(gain - 2 * error)} x2={at(gain + 2 * error)} y1="4" y2="4" />
        </svg>
      </div>
      {look && (
        <Button onClick={look} aria-label={`Preview: ${row.title}`}>
          Preview
        </Button>
      )}
    </li>
  );
}
