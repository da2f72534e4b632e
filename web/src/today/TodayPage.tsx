import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { TodayItem, TodayRule, TodaySince } from "../api/answers";
import { AnswerPage, Under } from "../answers/AnswerPage";
import { Sections } from "../answers/Sections";
import { Said, textOf, WhyWord } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { usePresenting } from "../shell/presenting";
import { useHere } from "../shell/session";
import { Block, Empty } from "../ui/bits";
import { sayLong, sayShort } from "../ui/dates";
import { Item } from "./Item";
import { todayQuery, useAct } from "./useAct";
import css from "./today.module.css";

export function TodayPage() {
  const query = useQuery(todayQuery(usePresenting()));
  const { today } = useHere();
  return (
    <AnswerPage query={query} under={(answer) => <Under answer={answer}>{`${answer.facts?.repositories ? " · " : ""}${sayLong(today)}`}</Under>}>
      {(answer) => (
        <div className={css.page}>
          {answer.items.length ? <Items items={answer.items} /> : <Nothing />}
          <aside>
            <Changed since={answer.since} />
            <Sections sections={answer.sections} />
            <Rules rules={answer.rules} />
          </aside>
        </div>
      )}
    </AnswerPage>
  );
}

/** What changed since last week, kind by kind. */
function Changed({ since }: { since: TodaySince | undefined }) {
  const { today } = useHere();
  if (!since) return null;
  return (
    <Block title={`What changed since ${sayShort(since.day, today)}`}>
      {since.parts.map((part) => (
        <div key={part.title} className={css.part}>
          <h3>{part.title}</h3>
          <ul>
            {part.items.map((item, index) => (
              <li key={`${index}-${item.id}`}>
                <Said statement={item} /> <WhyWord statement={item} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Block>
  );
}

/** What was looked at and how much was found, so that a quiet day can be trusted. */
function Rules({ rules }: { rules: TodayRule[] | null | undefined }) {
  if (!rules?.length) return null;
  return (
    <details className={css.looked}>
      <summary>What was looked at: {rules.length} signs</summary>
      <ul className={css.rules}>
        {rules.map((rule) => (
          <li key={rule.name} data-none={rule.found === 0 || undefined}>
            <span>
              <Said statement={rule.threshold} /> <span className="unit">costs {textOf(rule.counts)}</span>
            </span>
            <span className="num">{rule.found}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const Nothing = () => (
  <Empty title="Nothing needs you today.">
    Plumbline looks at the repositories and records again whenever they change. What you snoozed comes back on its date.
  </Empty>
);

function Items({ items }: { items: TodayItem[] }) {
  const [chosen, setChosen] = useState(-1);
  const [snoozing, setSnoozing] = useState("");
  const { act, snooze } = useAct();
  const move = (by: number) => setChosen((at) => Math.max(0, Math.min(items.length - 1, at + by)));
  const keys = [...new Set(items.flatMap((item) => (item.action?.key ? [item.action.key] : [])))];
  useKeys([
    { keys: "j", label: "Next", run: () => move(1) },
    { keys: "k", label: "Previous", run: () => move(-1) },
    { keys: "ArrowDown", label: "Next", hidden: true, run: () => move(1) },
    { keys: "ArrowUp", label: "Previous", hidden: true, run: () => move(-1) },
    ...(snooze ? [{ keys: "z", label: "Snooze the chosen one", run: () => setSnoozing(items[Math.max(chosen, 0)]?.id ?? "") }] : []),
    ...keys.map((key) => {
      // The key acts on the chosen item where it has that key, else on the first that does.
      const own = items[chosen]?.action?.key === key ? items[chosen] : items.find((item) => item.action?.key === key);
      return { keys: key, label: own?.action?.label ?? "", run: () => own && act(own) };
    }),
  ]);
  return (
    <ul className={css.items} aria-label="What needs you">
      {items.map((item, index) => (
        <Item
          key={item.id}
          item={item}
          chosen={index === chosen}
          act={() => act(item)}
          snooze={snooze && ((until, why) => snooze(item, until, why))}
          snoozing={snoozing === item.id}
          setSnoozing={(on) => setSnoozing(on ? item.id : "")}
        />
      ))}
    </ul>
  );
}
