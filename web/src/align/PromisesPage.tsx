import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useMemo, useRef } from "react";
import type { Pledge, PromisesAnswer } from "../api/promises";
import { answerQuery } from "../api/queries";
import { AnswerPage, Under } from "../answers/AnswerPage";
import { useKeys } from "../shell/keys";
import { Bar, Block, Empty, Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { count } from "../ui/units";
import { useTop } from "../ui/useTop";
import { PromiseRow } from "./PromiseRow";
import { Kept, Offered } from "./Kept";
import { wanting } from "./pledges";
import css from "./promises.module.css";
import shared from "./rows.module.css";

interface Look {
  /** The promise that is open on the page. */
  at?: string | undefined;
  team?: string | undefined;
  ended?: string | undefined;
}

/** Every promise with its odds against those agreed, what to do about those that fell under, and how many were kept. */
export function PromisesPage() {
  const query = useQuery(answerQuery<PromisesAnswer>("promises"));
  const navigate = useNavigate();
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: "promise" } });
  useKeys([{ keys: "c", label: "New promise", run: create }]);
  return (
    <AnswerPage query={query} under={(answer) => <Under answer={answer}>{said(answer)}</Under>}>
      {(answer) => (answer.promises.length === 0 ? <None answer={answer} create={create} /> : <Board answer={answer} create={create} />)}
    </AnswerPage>
  );
}

function said({ promises }: PromisesAnswer): string {
  const open = promises.filter(wanting.open);
  return ` · ${count(open.length, "open promise")}, ${open.filter((one) => one.odds !== undefined).length} with odds`;
}

const None = ({ answer, create }: { answer: PromisesAnswer; create: () => void }) => (
  <>
    <Empty title="No promise is written down yet." action={<Button tone="strong" hint="c" onClick={create}>Write the first</Button>}>
      A promise says what one team gives another, by when and how sure. Where it rests on tasks of the plan its odds follow from the forecast, and you hear of it here before the day comes.
    </Empty>
    <Offered teams={answer.teams} />
  </>
);

function Board({ answer, create }: { answer: PromisesAnswer; create: () => void }) {
  const search = useSearch({ strict: false }) as Look;
  const { at = "", team = "", ended = "" } = search;
  const navigate = useNavigate();
  const look = (next: Look) => void navigate({ to: ".", search: Object.fromEntries(Object.entries({ at, team, ended, ...next }).filter(([, value]) => value)), replace: true, resetScroll: false } as never);
  const rows = useMemo(() => answer.promises.filter((one) => (ended || wanting.open(one) || one.at === at) && (!team || one.from?.title === team || one.to.title === team)), [answer, team, ended, at]);
  const names = useMemo(() => [...new Set(answer.promises.flatMap((one) => [one.from?.title ?? "", one.to.title]))].filter(Boolean).sort(), [answer]);
  const over = answer.promises.filter((one) => !wanting.open(one)).length;
  const place = rows.findIndex((one) => one.at === at);
  const move = (by: number) => look({ at: rows[Math.max(0, Math.min(rows.length - 1, place + by))]?.at });
  useKeys([
    { keys: "j", label: "Next", run: () => move(1) },
    { keys: "k", label: "Previous", run: () => move(-1) },
  ]);
  return (
    <div className={shared.page}>
      <div>
        <Bar>
          <select className={css.pick} value={team} aria-label="Team" onChange={(event) => look({ team: event.target.value })}>
            <option value="">All teams</option>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          {over > 0 && (
            <Button tone="plain" aria-pressed={Boolean(ended)} onClick={() => look({ ended: ended ? "" : "1" })}>
              {ended ? "Hide" : "Show"} {count(over, "that has ended", "that have ended")}
            </Button>
          )}
          <Push>
            <Button tone="strong" hint="c" onClick={create}>
              New promise
            </Button>
          </Push>
        </Bar>
        {rows.length === 0 ? <p className="quiet">Nothing is promised between these now.</p> : <List rows={rows} at={at} open={(one) => look({ at: one === at ? "" : one })} />}
      </div>
      <aside>
        <Block title="Kept so far">
          <Kept answer={answer} />
        </Block>
        <Offered teams={answer.teams} />
      </aside>
    </div>
  );
}

/** The rows in view alone are drawn; their heights are measured, because open ones hold more. */
function List({ rows, at, open }: { rows: Pledge[]; at: string; open: (at: string) => void }) {
  const [body, margin] = useTop();
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: (index) => (rows[index] && wanting.open(rows[index]) ? 92 : 62), overscan: 8, scrollMargin: margin, getItemKey: (index) => rows[index]?.at ?? index });
  const place = rows.findIndex((one) => one.at === at);
  const brought = useRef("");
  useLayoutEffect(() => {
    if (place >= 0 && brought.current !== at) virtual.scrollToIndex(place, { align: "auto" });
    brought.current = at;
  }, [place, at, virtual]);
  return (
    <div ref={body} className={shared.list} role="list" aria-label="Promises" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const one = rows[item.index];
        return (
          one && (
            <div key={one.at} ref={virtual.measureElement} data-index={item.index} role="listitem" className={shared.place} style={{ transform: `translateY(${item.start - margin}px)` }}>
              <PromiseRow one={one} chosen={one.at === at} open={() => open(one.at)} />
            </div>
          )
        );
      })}
    </div>
  );
}
