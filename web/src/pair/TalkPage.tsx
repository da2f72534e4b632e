import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { AnswerPage } from "../answers/AnswerPage";
import { Said, WhyWord } from "../answers/Statement";
import type { Part, Prepared, Talk } from "../api/pair";
import { answerQuery } from "../api/queries";
import { Markdown } from "../records/Markdown";
import { useHere } from "../shell/session";
import { Block, Dot } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayLong, sayShort } from "../ui/dates";
import { Agenda } from "./Agenda";
import { Hidden } from "./Hidden";
import { Notes, PrivateNotes } from "./Notes";
import { nextAfter } from "./rhythm";
import { type Acts, useTalk } from "./useTalk";
import css from "./pair.module.css";

/** One one-on-one: prepared, held and written down on one page, phone first. */
export function TalkPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return (
    <Hidden>
      <Series id={id} />
    </Hidden>
  );
}

function Series({ id }: { id: string }) {
  const query = useQuery(answerQuery<Prepared>("prepare", { with: id }));
  return (
    <AnswerPage query={query} over={<Link to={"/grow/one-on-ones" as "/"}>One-on-ones</Link>}>
      {(answer) => <Held answer={answer} />}
    </AnswerPage>
  );
}

function Held({ answer }: { answer: Prepared }) {
  const acts = useTalk(answer);
  return (
    <div className={css.page}>
      <div>
        <Agenda answer={answer} acts={acts} />
        <Notes answer={answer} acts={acts} />
        <PrivateNotes series={answer.series} acts={acts} />
        <Next answer={answer} acts={acts} />
      </div>
      <aside>
        <Preparation parts={answer.parts} since={answer.since} first={answer.first} />
        <Talks answer={answer} />
      </aside>
    </div>
  );
}

/** What evidence shows since the last talk; each sentence answers "why?". */
function Preparation({ parts, since, first }: { parts: Part[]; since: string; first: boolean }) {
  const { today } = useHere();
  return (
    <Block title={first ? "What evidence shows" : `Since ${sayShort(since, today)}`}>
      {parts.length === 0 && <p className="quiet">Nothing left a trace since then.</p>}
      {parts.map((part) => (
        <section key={part.name} className={css.part}>
          <h3>{part.title}</h3>
          <ul>
            {part.items.map((item, index) => (
              <li key={index}>
                {item.level && item.level !== "info" && <Dot level={item.level} />}
                <span>
                  <Said statement={item} /> <WhyWord statement={item} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Block>
  );
}

function Next({ answer, acts }: { answer: Prepared; acts: Acts }) {
  const { today } = useHere();
  const { series } = answer;
  const then = nextAfter(series.every, series.next, today);
  return (
    <Block title="Next time">
      <div className={css.next}>
        <input type="date" aria-label="Next date" value={series.next ?? ""} onChange={(event) => void acts.schedule(event.target.value)} />
        {series.state === "active" && series.next !== then && <Button onClick={() => void acts.schedule(then)}>{sayLong(then)}</Button>}
        <Button tone="plain" onClick={() => void acts.end()}>
          {series.state === "active" ? "End the series" : "Begin it again"}
        </Button>
      </div>
    </Block>
  );
}

/** Talks that were held: shared notes, and what was talked about. */
function Talks({ answer }: { answer: Prepared }) {
  const { today } = useHere();
  const past = answer.talks.filter((talk) => talk.on < today);
  const [all, setAll] = useState(false);
  if (!past.length) return null;
  return (
    <Block title="Talks before">
      {(all ? past : past.slice(0, 3)).map((talk) => (
        <Past key={talk.id} talk={talk} />
      ))}
      {!all && past.length > 3 && <Button onClick={() => setAll(true)}>{past.length - 3} more</Button>}
      {all && answer.earlier > 0 && (
        <Link to={"/records/conversation" as "/"} search={{ where: `series:${answer.series.id}` } as never}>
          {answer.earlier} earlier
        </Link>
      )}
    </Block>
  );
}

function Past({ talk }: { talk: Talk }) {
  return (
    <article className={css.past}>
      <h3>{sayLong(talk.on)}</h3>
      {talk.notes && <Markdown source={talk.notes} />}
      {talk.points.length > 0 && <p className="unit">Talked about: {talk.points.map((point) => point.title).join(" · ")}</p>}
    </article>
  );
}
