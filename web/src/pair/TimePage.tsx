import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { AnswerPage } from "../answers/AnswerPage";
import { Said, WhyWord } from "../answers/Statement";
import { get } from "../api/client";
import { changeOf, create, patch, undo } from "../api/edits";
import type { SelfAnswer, SelfPart } from "../api/pair";
import { answerQuery } from "../api/queries";
import type { RecordOf } from "../api/types";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { Block, Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import { Hidden } from "./Hidden";
import css from "./pair.module.css";

/** How one's own time is divided, as ranges, against what one wants. Nobody else can ask. */
export function TimePage() {
  return (
    <Hidden>
      <Time />
    </Hidden>
  );
}

function Time() {
  const query = useQuery(answerQuery<SelfAnswer>("self"));
  return (
    <AnswerPage query={query}>
      {(answer) => (
        <>
          <Wanted answer={answer} />
          {answer.parts.length === 0 ? (
            <Empty title="Nothing left a trace yet.">Changes, reviews, one-on-ones and decisions of the last four weeks are counted, as ranges.</Empty>
          ) : (
            <Block title="Estimated from">
              {answer.technical.high > 0 && <Share answer={answer} />}
              <ul className={css.parts}>
                {answer.parts.map((part) => (
                  <Row key={part.name} part={part} />
                ))}
              </ul>
              {answer.notes.map((note, index) => (
                <p key={index} className="quiet">
                  <Said statement={note} />
                </p>
              ))}
            </Block>
          )}
        </>
      )}
    </AnswerPage>
  );
}

const hours = (minutes: number): string => `${Math.round(minutes / 6) / 10} h`;

function Row({ part }: { part: SelfPart }) {
  return (
    <li>
      <span className="unit">{part.side}</span>
      <span>
        <Said statement={part.said} /> <WhyWord statement={part.said} />
      </span>
      <span className="num">
        {hours(part.week.low)} – {hours(part.week.high)}
        <span className="unit"> a week</span>
      </span>
    </li>
  );
}

/** The range as a bar, with a mark where one wants to be. */
function Share({ answer }: { answer: SelfAnswer }) {
  const { low, high } = answer.technical;
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const words = `technical: ${percent(low)} to ${percent(high)}${answer.balance ? `, wanted ${percent(answer.balance.technical)}` : ""}`;
  return (
    <div className={css.share} role="img" aria-label={words}>
      <i style={{ left: percent(low), width: percent(Math.max(high - low, 0.01)) }} />
      {answer.balance && <b style={{ left: percent(answer.balance.technical) }} />}
      <span>all managerial</span>
      <span>all technical</span>
    </div>
  );
}

function Wanted({ answer }: { answer: SelfAnswer }) {
  const client = useQueryClient();
  const { session } = useHere();
  const stated = answer.balance ? String(Math.round(answer.balance.technical * 100)) : "";
  const [text, setText] = useState<string>();
  const shown = text ?? stated;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const technical = `${Number(shown)}%`;
      const old = answer.balance && (await get<RecordOf>(`/v1/records/balance/${answer.balance.id}`));
      const record = old ? await patch(client, old, { technical }) : await create(client, "balance", { person: session.person?.id ?? null, technical });
      const change = await changeOf(record);
      say({ text: "Only you see what you want.", level: "good", undo: () => undo(client, change) });
      setText(undefined);
    } catch (error) {
      sayFailure(error, "Saving it");
    }
  };
  return (
    <form className={css.wanted} onSubmit={(event) => void save(event)}>
      <label htmlFor="wanted">Technical work wanted</label>
      <input id="wanted" type="number" min={0} max={100} inputMode="numeric" value={shown} onChange={(event) => setText(event.target.value)} />
      <span className="unit">% of the week</span>
      {text !== undefined && text !== stated && (
        <Button type="submit" tone="strong">
          Save
        </Button>
      )}
    </form>
  );
}
