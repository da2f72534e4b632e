import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { AnswerPage } from "../answers/AnswerPage";
import { create } from "../api/edits";
import type { OneOnOnes, Series } from "../api/pair";
import { answerQuery } from "../api/queries";
import type { Value } from "../api/types";
import { RefPicker } from "../records/RefPicker";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { sayFailure } from "../shell/toasts";
import { Block, Dot, Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { Hidden } from "./Hidden";
import { rhythms } from "./rhythm";
import css from "./pair.module.css";

/** The viewer's one-on-ones, the next first. */
export function OneOnOnesPage() {
  return (
    <Hidden>
      <List />
    </Hidden>
  );
}

function List() {
  const query = useQuery(answerQuery<OneOnOnes>("one-on-ones"));
  const [beginning, setBeginning] = useState(false);
  useKeys([{ keys: "n", label: "Begin a one-on-one", run: () => setBeginning(true) }]);
  return (
    <AnswerPage query={query}>
      {({ series }) => {
        const active = series.filter((one) => one.state === "active");
        const ended = series.filter((one) => one.state !== "active");
        const begin = (
          <Button hint="n" onClick={() => setBeginning(true)}>
            Begin one
          </Button>
        );
        return (
          <>
            {beginning && <Begin close={() => setBeginning(false)} />}
            {series.length === 0 && !beginning && (
              <Empty title="Talks between two" action={begin}>
                Each has an agenda that carries over, notes you share, and notes of your own that are kept encrypted. Only the two of you see it.
              </Empty>
            )}
            {active.length > 0 && (
              <Block title="Next" aside={!beginning && begin}>
                <Rows list={active} />
              </Block>
            )}
            {ended.length > 0 && (
              <Block title="Ended">
                <Rows list={ended} />
              </Block>
            )}
          </>
        );
      }}
    </AnswerPage>
  );
}

function Rows({ list }: { list: Series[] }) {
  const { today } = useHere();
  return (
    <ul className={css.series}>
      {list.map((one) => (
        <li key={one.id}>
          <Link to={`/grow/one-on-ones/${one.id}` as "/"}>
            <span className={css.name}>
              {one.said.level === "warn" && <Dot level="warn" />}
              {one.with.title}
            </span>
            <span className="num">{one.next ? (one.next === today ? "today" : sayShort(one.next, today)) : "no date"}</span>
            <span className="unit">
              {one.open === 1 ? "1 point" : `${one.open} points`}
              {one.last ? ` · last ${sayShort(one.last, today)}` : ""}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Begin({ close }: { close: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { session } = useHere();
  const [person, setPerson] = useState<Value | undefined>();
  const [every, setEvery] = useState("two weeks");
  const [next, setNext] = useState("");
  const [led, setLed] = useState(false);
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const me = session.person?.id ?? "";
    const [lead, other] = led ? [person, me] : [me, person];
    try {
      const made = await create(client, "one_on_one", { lead: lead ?? null, person: other ?? null, every, state: "active", ...(next ? { next } : {}) });
      void navigate({ to: `/grow/one-on-ones/${made.id}` });
    } catch (error) {
      sayFailure(error, "Beginning the one-on-one");
    }
  };
  return (
    <form className={css.begin} onSubmit={(event) => void begin(event)}>
      <div className={css.with}>
        <label htmlFor="begin-with">With</label>
        <RefPicker id="begin-with" kind="person" label="person" many={false} value={person} onChange={setPerson} />
      </div>
      <label>
        How often
        <select value={every} onChange={(event) => setEvery(event.target.value)}>
          {rhythms.map((one) => (
            <option key={one.every} value={one.every}>
              {one.label}
            </option>
          ))}
        </select>
      </label>
      <label>
        First on
        <input type="date" value={next} onChange={(event) => setNext(event.target.value)} />
      </label>
      <label className={css.check}>
        <input type="checkbox" checked={led} onChange={(event) => setLed(event.target.checked)} />
        They lead me
      </label>
      <span className={css.acts}>
        <Button type="submit" tone="strong" disabled={!person}>
          Begin
        </Button>
        <Button onClick={close}>Cancel</Button>
      </span>
    </form>
  );
}
