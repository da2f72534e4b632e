import { useEffect, useRef } from "react";
import type { TodayItem } from "../api/answers";
import { Said, textOf, WhyWord } from "../answers/Statement";
import { useHere } from "../shell/session";
import { Dot, Tag, Tags } from "../ui/bits";
import { Button } from "../ui/Button";
import { ago, sayDate } from "../ui/dates";
import { Snooze } from "./Snooze";
import css from "./today.module.css";

/** Hours of work a day, small amounts in minutes. */
export const costOf = (hours: number): string => (hours < 0.95 ? `${Math.round(60 * hours)} min` : `${hours.toFixed(1)} h`);

interface Props {
  item: TodayItem;
  chosen: boolean;
  act: () => void;
  snooze: ((until: string, why: string) => void) | undefined;
  snoozing: boolean;
  setSnoozing: (on: boolean) => void;
}

/** One thing that needs the leader: what, why now, since when, and the one act. */
export function Item({ item, chosen, act, snooze, snoozing, setSnoozing }: Props) {
  const { today } = useHere();
  const node = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) node.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const whole = item.evidence?.length ? { ...item.statement, evidence: item.evidence } : item.statement;
  return (
    <li ref={node} className={css.item} data-chosen={chosen || undefined} aria-current={chosen || undefined}>
      <span className={css.dot}>
        <Dot level={item.level} />
      </span>
      <div className={css.what}>
        <h2>
          <Said statement={whole} />
        </h2>
        <p>
          {item.reason && <Said statement={item.reason} />} <WhyWord statement={whole} />
        </p>
        {item.tags && item.tags.length > 0 && (
          <Tags>
            {item.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </Tags>
        )}
        <details className={css.cost}>
          <summary>A day of waiting costs about {costOf(item.cost.hours)}</summary>
          <p>
            <Said statement={item.cost.why} /> What costs most to wait for comes first.
          </p>
        </details>
      </div>
      <span className={css.since} title={item.since ? `since ${sayDate(item.since.slice(0, 10))}` : undefined}>
        {item.since && ago(item.since, today)}
      </span>
      <div className={css.act}>
        {item.action && (
          <Button onClick={act} hint={item.action.key} aria-label={`${item.action.label}: ${textOf(item.statement)}`}>
            {item.action.label}
          </Button>
        )}
        {snooze && <Snooze about={textOf(item.statement)} today={today} opened={snoozing} open={setSnoozing} snooze={snooze} />}
      </div>
    </li>
  );
}
