import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import type { AlignAnswer, Asked, Bet, StrategyState } from "../api/align";
import type { Named } from "../api/answers";
import { create, patch } from "../api/edits";
import { call } from "../api/client";
import { answerQuery, recordQuery } from "../api/queries";
import type { Data, RecordOf } from "../api/types";
import { AnswerPage } from "../answers/AnswerPage";
import { recordTo, Said } from "../answers/Statement";
import { useWhy } from "../answers/why";
import answersCss from "../answers/answers.module.css";
import { Markdown } from "../records/Markdown";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { Bar, Block, Empty, PageSkeleton, Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayDate, sayShort } from "../ui/dates";
import { count, percent } from "../ui/units";
import css from "./strategy.module.css";

const horizons = [
  { id: "now", title: "Now" },
  { id: "next", title: "Next" },
  { id: "later", title: "Later" },
];

/** The strategy on one page: where to, what is hard, the direction, the bets, and who has read it. */
export function StrategyPage() {
  const query = useQuery(answerQuery<AlignAnswer>("align"));
  const navigate = useNavigate();
  const start = () => void navigate({ to: "/records/$kind/new", params: { kind: "strategy" } });
  const state = query.data?.strategies[0];
  const record = useQuery(recordQuery("strategy", state?.id ?? ""));
  const headline = query.data && { ...query.data, headline: { id: "", segments: [{ text: state ? String(record.data?.data["vision"] ?? state.title) : "No strategy is written down yet." }], evidence: [] } };
  return (
    <AnswerPage query={{ ...query, data: headline } as typeof query} over={state && <Over state={state} />} under={() => state && <Said statement={state.statement} />}>
      {(answer) =>
        !state ? (
          <Empty title="A strategy fits on one page." action={<Button tone="strong" hint="c" onClick={start}>Write it down</Button>}>
            Where to, what is hard and what shows it, the direction, and the bets: what is put first, and what would prove each wrong. Objectives and decisions then say which bet they serve.
          </Empty>
        ) : record.data ? (
          <One state={state} record={record.data} bets={answer.bets.filter((one) => one.strategy === state.id)} others={answer.strategies.slice(1)} />
        ) : (
          <PageSkeleton rows={3} />
        )
      }
    </AnswerPage>
  );
}

const Over = ({ state }: { state: StrategyState }) => (
  <>
    {state.title}
    {state.status !== "current" && ` · ${state.status}`}
    {state.review && !state.due && ` · to be looked at again on ${sayDate(state.review)}`}
  </>
);

function One({ state, record, bets, others }: { state: StrategyState; record: RecordOf; bets: Bet[]; others: StrategyState[] }) {
  const navigate = useNavigate();
  const { session } = useHere();
  const read = useRead(state);
  const mine = state.readers.find((one) => one.id === session.person?.id);
  const edit = () => void navigate({ to: "/records/$kind/$id", params: { kind: "strategy", id: record.key || record.id }, search: { edit: "1" } });
  const bet = () => void navigate({ to: "/records/$kind/new", params: { kind: "bet" }, search: { strategy: record.id } });
  const may = record.may.includes("write");
  useKeys([
    ...(mine?.current ? [] : [{ keys: "r", label: "I have read it", run: read }]),
    ...(may ? [{ keys: "e", label: "Edit", run: edit }, { keys: "c", label: "New bet", run: bet }] : []),
  ]);
  return (
    <>
      <Bar>
        {!mine?.current && (
          <Button tone="strong" hint="r" onClick={read}>
            {mine ? "I have read what changed" : "I have read it"}
          </Button>
        )}
        {others.map((one) => (
          <Link key={one.id} to={recordTo("strategy", one.key || one.id)}>
            {one.title}
          </Link>
        ))}
        {may && (
          <Push>
            <Button hint="e" onClick={edit}>
              Edit
            </Button>
            <Button hint="c" onClick={bet}>
              New bet
            </Button>
          </Push>
        )}
      </Bar>
      <div className={css.page}>
        <div>
          <Words data={record.data} />
        </div>
        <aside>
          <Readers state={state} />
          <Questions state={state} />
        </aside>
      </div>
      <div className={css.bets}>
        {horizons.map(({ id, title }) => (
          <Block key={id} title={title}>
            <Bets list={bets.filter((one) => one.horizon === id && !one.end)} />
          </Block>
        ))}
      </div>
      {bets.some((one) => one.end) && (
        <Block title="Ended">
          <Bets list={bets.filter((one) => one.end)} />
        </Block>
      )}
    </>
  );
}

interface Finding {
  text: string;
  evidence?: string[];
}

function Words({ data }: { data: Data }) {
  const findings = (Array.isArray(data["diagnosis"]) ? data["diagnosis"] : []) as unknown as Finding[];
  const without = (Array.isArray(data["without"]) ? data["without"] : []) as string[];
  return (
    <>
      {findings.length > 0 && (
        <Block title="What is hard">
          <ol className={css.findings}>
            {findings.map((one) => (
              <li key={one.text}>
                {one.text}{" "}
                {(one.evidence ?? []).map((address, index) => (
                  <span key={address} className={css.evidence}>
                    {index > 0 && ", "}
                    <Evidence address={address} />
                  </span>
                ))}
              </li>
            ))}
          </ol>
        </Block>
      )}
      {typeof data["direction"] === "string" && data["direction"] && (
        <Block title="Direction">
          <Markdown source={data["direction"]} />
        </Block>
      )}
      {without.length > 0 && (
        <Block title="What we will not do">
          <ul className={css.without}>
            {without.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Block>
      )}
    </>
  );
}

/** A record by its title, or a fact that opens in the Why panel. */
function Evidence({ address }: { address: string }) {
  const why = useWhy();
  const [kind = "", id = ""] = address.split("/");
  const isRecord = !kind.includes(":");
  const { data } = useQuery({ ...recordQuery(kind, id), enabled: isRecord });
  if (isRecord) return <Link to={recordTo(kind, data?.key || id)}>{data?.title ?? "…"}</Link>;
  return (
    <button type="button" className={answersCss.why} onClick={() => why({ statement: { id: "", segments: [{ text: address }], evidence: [] }, address, text: "" })}>
      the repository
    </button>
  );
}

function Bets({ list }: { list: Bet[] }) {
  if (!list.length) return <p className="quiet">None.</p>;
  return (
    <ul className={css.list}>
      {list.map((one) => (
        <li key={one.id}>
          <h3>
            <Link to="/records/$kind/$id" params={{ kind: "bet", id: one.key || one.id }}>
              {one.title}
            </Link>
          </h3>
          {one.because && <p>{one.because}</p>}
          <p>
            <span className={css.term}>Proved wrong by</span> {one.wrong_if}
          </p>
          <Share bet={one} />
          <Serving bet={one} />
        </li>
      ))}
    </ul>
  );
}

/** The hours a bet gets, with the share that was said as a mark on the same scale. */
function Share({ bet }: { bet: Bet }) {
  const { share, said, drift } = bet;
  const words = said === undefined ? `${percent(share)} of the hours` : `${percent(share)} of the hours, ${percent(said)} was said`;
  return (
    <div className={css.share} title={words}>
      <span className={css.bar} role="img" aria-label={words}>
        <i style={{ width: `${Math.min(100, share * 100)}%` }} data-drift={drift || undefined} />
        {said !== undefined && <b style={{ left: `${Math.min(100, said * 100)}%` }} />}
      </span>
      <span className={drift ? "warn" : "quiet"}>{words}</span>
    </div>
  );
}

function Serving({ bet }: { bet: Bet }) {
  const all: Named[] = [...bet.objectives, ...bet.projects, ...bet.decisions];
  const { today } = useHere();
  const look = bet.look && !bet.end && <span className={bet.due ? "warn" : "quiet"}>{bet.due ? `was to be looked at again on ${sayShort(bet.look, today)}` : `to be looked at again on ${sayShort(bet.look, today)}`}</span>;
  const parts: ReactNode[] = all.map((one) => (
    <Link key={`${one.kind}-${one.id}`} to={recordTo(one.kind, one.key || one.id)}>
      {one.title}
    </Link>
  ));
  return (
    <p className={css.serving}>
      {parts.length ? <span className={css.term}>Served by</span> : <span className="warn">Nothing serves it yet</span>}{" "}
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 && ", "}
          {part}
        </span>
      ))}
      {look && <> · {look}</>}
    </p>
  );
}

function useRead(state: StrategyState) {
  const client = useQueryClient();
  const { session, today } = useHere();
  return () => {
    if (!session.person) return;
    create(client, "reading", { title: "", on: `strategy/${state.id}`, person: session.person.id, read: today, version: state.version }).then(
      () => say({ text: `You have read “${state.title}”.`, level: "good" }),
      (error: unknown) => sayFailure(error, "Noting that you have read it"),
    );
  };
}

function Readers({ state }: { state: StrategyState }) {
  const { readers, unread } = state;
  const old = readers.filter((one) => !one.current);
  return (
    <Block title="Who has read it">
      <p>{readers.length ? readers.map((one) => one.title).join(", ") : "Nobody yet."}</p>
      {old.length > 0 && <p className={css.aside}>Before its last change: {old.map((one) => one.title).join(", ")}.</p>}
      {unread.length > 0 && <p className={css.aside}>Not yet: {unread.length > 12 ? count(unread.length, "person", "people") : unread.map((one) => one.title).join(", ")}.</p>}
    </Block>
  );
}

function Questions({ state }: { state: StrategyState }) {
  const client = useQueryClient();
  const { session, today } = useHere();
  const [text, setText] = useState("");
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() || !session.person) return;
    create(client, "comment", { title: "", on: `strategy/${state.id}`, author: session.person.id, text: text.trim() }).then(
      () => setText(""),
      (error: unknown) => sayFailure(error, "Asking"),
    );
  };
  const settle = async (one: Asked) => {
    try {
      const record = await call<RecordOf>("GET", `/v1/records/comment/${one.id}`);
      await patch(client, record, { settled: true });
    } catch (error) {
      sayFailure(error, "Settling");
    }
  };
  return (
    <Block title="Questions">
      <ul className={css.questions}>
        {state.questions.map((one) => (
          <li key={one.id}>
            <Link to="/records/$kind/$id" params={{ kind: "comment", id: one.id }}>
              {one.text}
            </Link>
            <span className={css.aside}>
              {one.author.title}, {sayShort(one.on, today)} · {one.answers ? count(one.answers, "answer") : "no answer yet"}
              {one.settled ? " · settled" : one.author.id === session.person?.id && (
                <>
                  {" · "}
                  <button type="button" className={answersCss.why} onClick={() => void settle(one)}>
                    settle
                  </button>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <form onSubmit={ask} className={css.ask}>
        <input value={text} onChange={(event) => setText(event.target.value)} placeholder="Ask something about it" aria-label="Ask something about it" />
        <Button type="submit" disabled={!text.trim()}>
          Ask
        </Button>
      </form>
    </Block>
  );
}
