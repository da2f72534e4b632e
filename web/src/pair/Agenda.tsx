import { type FormEvent, useRef, useState } from "react";
import type { Point, Prepared } from "../api/pair";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Block } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import type { Acts } from "./useTalk";
import css from "./pair.module.css";

/** What is to be talked about, carried over until it is; and what one promised the other. */
export function Agenda({ answer, acts }: { answer: Prepared; acts: Acts }) {
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState(-1);
  const [promising, setPromising] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const all = [...answer.agenda, ...answer.promised];
  const here = all[Math.min(chosen, all.length - 1)];
  const move = (by: number) => setChosen((at) => Math.max(0, Math.min(all.length - 1, at + by)));
  useKeys([
    { keys: "a", label: "Add a point", run: () => input.current?.focus() },
    { keys: "j", label: "Next point", run: () => move(1) },
    { keys: "k", label: "Point before", run: () => move(-1) },
    { keys: "x", label: "Tick the chosen point", run: () => here && void acts.done(here) },
  ]);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() && (await acts.add(title.trim()))) setTitle("");
  };
  const row = (point: Point) => (
    <Row key={point.id} point={point} answer={answer} acts={acts} chosen={point === here} promising={promising === point.id} setPromising={(on) => setPromising(on ? point.id : "")} />
  );
  return (
    <>
      <Block title="Agenda">
        <ul className={css.points}>{answer.agenda.map(row)}</ul>
        <form className={css.add} onSubmit={(event) => void add(event)}>
          <input ref={input} value={title} onChange={(event) => setTitle(event.target.value)} placeholder="Something to talk about" aria-label="New point" enterKeyHint="done" />
          <Button type="submit" disabled={!title.trim()}>
            Add
          </Button>
        </form>
      </Block>
      {answer.promised.length > 0 && (
        <Block title="Promised each other">
          <ul className={css.points}>{answer.promised.map(row)}</ul>
        </Block>
      )}
    </>
  );
}

interface RowProps {
  point: Point;
  answer: Prepared;
  acts: Acts;
  chosen: boolean;
  promising: boolean;
  setPromising: (on: boolean) => void;
}

function Row({ point, answer, acts, chosen, promising, setPromising }: RowProps) {
  const { today } = useHere();
  const facts = [
    point.owner && point.owner.title,
    point.due && `by ${sayShort(point.due, today)}`,
    !point.owner && point.by && point.by.title,
    point.carried > 0 && !point.owner && (point.carried === 1 ? "carried over" : `carried over ${point.carried} times`),
  ].filter(Boolean);
  return (
    <li data-chosen={chosen || undefined}>
      <label className={css.tick}>
        <input type="checkbox" checked={point.state === "done"} onChange={() => void acts.done(point)} />
        <span>
          {point.title}
          <span className="unit" data-late={point.late || undefined}>
            {facts.join(" · ")}
            {point.late && " · late"}
          </span>
        </span>
      </label>
      {promising ? (
        <Promise point={point} answer={answer} acts={acts} close={() => setPromising(false)} />
      ) : (
        <span className={css.acts}>
          {!point.owner && (
            <Button tone="plain" onClick={() => setPromising(true)} aria-label={`Promise: ${point.title}`}>
              Promise
            </Button>
          )}
          <Button tone="plain" onClick={() => void acts.drop(point)} aria-label={`Drop: ${point.title}`}>
            Drop
          </Button>
        </span>
      )}
    </li>
  );
}

/** Who does it, and by when: only the two know of it. */
function Promise({ point, answer, acts, close }: { point: Point; answer: Prepared; acts: Acts; close: () => void }) {
  const two = [answer.series.lead, answer.series.person];
  const [owner, setOwner] = useState(two[0]?.id ?? "");
  const [due, setDue] = useState("");
  return (
    <form
      className={css.promise}
      onSubmit={(event) => {
        event.preventDefault();
        void acts.promise(point, owner, due).then((fine) => fine && close());
      }}
    >
      <select value={owner} onChange={(event) => setOwner(event.target.value)} aria-label="Who does it">
        {two.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </select>
      <input type="date" value={due} onChange={(event) => setDue(event.target.value)} aria-label="By when" />
      <Button type="submit">Promise</Button>
      <Button tone="plain" onClick={close}>
        Cancel
      </Button>
    </form>
  );
}
