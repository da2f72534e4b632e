import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { answerQuery } from "../api/queries";
import type { WaysAnswer } from "../api/answers";
import type { ChangeSet } from "../api/types";
import { Said, textOf } from "../answers/Statement";
import { Button, buttonClass } from "../ui/Button";
import { count } from "../ui/units";
import { JobLine } from "./Searching";
import css from "./explain.module.css";

interface Props {
  /** Changes with the plan, so that the answer is asked for again. */
  version: string | number;
  /** Only while this milestone is among what cannot be met; empty for anything. */
  of?: string;
  /** Looks at what a way out would bring; absent where nothing may be changed. */
  look: ((title: string, set: ChangeSet) => void) | undefined;
}

/** How many of the missed dates stand there before one asks for the rest. */
const few = 5;

/** What cannot be met as things are, the conflict behind it, and the cheapest ways out, each to look at before it is made. */
export function Ways({ version, of, look }: Props) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...answerQuery<WaysAnswer>("ways"), queryKey: ["answer", "ways", { version }], refetchInterval: (state) => (state.state.data?.busy ? 4000 : false) });
  if (!data) return null;
  const missed = data.missed.filter((one) => !of || one.id === of);
  if (data.busy && data.missed.length === 0) return <JobLine name="ways" />;
  if (data.met || missed.length === 0) return null;
  return (
    <section className={css.ways} aria-label="What cannot be met, and what would help">
      <ul>
        {(open ? missed : missed.slice(0, few)).map((one) => (
          <li key={one.id}>
            <Said statement={one.statement} />
          </li>
        ))}
        {!open && missed.length > few && <li className="quiet">and {missed.length - few} more</li>}
      </ul>
      <Button tone="plain" onClick={() => setOpen(!open)} aria-expanded={open}>
        {open ? "Hide what would help" : data.ways.length ? `What would help: ${count(data.ways.length, "way out", "ways out")}` : "Why"}
      </Button>
      {open && <Open answer={data} look={look} />}
    </section>
  );
}

function Open({ answer, look }: { answer: WaysAnswer; look: Props["look"] }) {
  return (
    <div className={css.open}>
      {answer.conflict.length > 0 && (
        <p className="quiet">
          These cannot all hold at once; any one of them given up would do:{" "}
          {answer.conflict.map((part, index) => (
            <span key={textOf(part)}>
              {index > 0 && (index === answer.conflict.length - 1 ? " and " : ", ")}
              <Said statement={part} />
            </span>
          ))}
          .
        </p>
      )}
      <ol>
        {answer.ways.map((way) => (
          <li key={way.title}>
            <span>
              {way.steps.map((step, index) => (
                <span key={textOf(step)}>
                  {index > 0 && " "}
                  <Said statement={step} />
                </span>
              ))}
              {way.brings.length > 0 && (
                <small className="quiet">
                  {way.brings.map((one, index) => (
                    <span key={textOf(one)}>
                      {index > 0 && " · "}
                      <Said statement={one} />
                    </span>
                  ))}
                </small>
              )}
            </span>
            {!look && (
              <Link to="/deliver/plan" className={buttonClass()}>
                Look at it on the plan
              </Link>
            )}
            {look && <Button onClick={() => look(way.title, { changes: way.changes })}>Preview</Button>}
          </li>
        ))}
      </ol>
      {answer.missing?.map((one) => (
        <p key={one.id} className="quiet">
          <Said statement={one} />
        </p>
      ))}
    </div>
  );
}
