import type { UseQueryResult } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import type { Answer } from "../api/answers";
import { Failure } from "../api/client";
import type { Statement } from "../api/types";
import { Trouble } from "../shell/states";
import { Empty, Head, PageSkeleton } from "../ui/bits";
import { sayAge } from "../ui/dates";
import { count } from "../ui/units";
import css from "./answers.module.css";
import { Said, WhyWord } from "./Statement";
import { type Question, WhyContext } from "./why";

const WhyPanel = lazy(() => import("./WhyPanel"));

/** Gives everything under it a "why?" that opens the panel. */
export function WithWhy({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question>();
  const ask = useMemo(() => (next: Question) => setQuestion(next), []);
  return (
    <WhyContext.Provider value={ask}>
      {children}
      <Suspense>{question && <WhyPanel question={question} close={() => setQuestion(undefined)} />}</Suspense>
    </WhyContext.Provider>
  );
}

/** The headline of an answer that knows nothing because a repository is not read yet: empty states would say that there is nothing. */
const unread = "knowledge.reading";

/** "facts from 3 repositories, 2 minutes old". */
export function factsLine(answer: Answer): string {
  const { facts } = answer;
  if (!facts || facts.repositories === 0) return "";
  const age = facts.stale ? `last read ${sayAge(facts.age_s)} ago, older than usual` : `${sayAge(facts.age_s)} old`;
  return `facts from ${count(facts.repositories, "repository", "repositories")}, ${age}`;
}

/**
 * The frame of every answer: its headline as a sentence, large; loading, error and what
 * is missing. The body is drawn only with an answer in hand.
 */
export function AnswerPage<A extends Answer>({ query, under, over, tools, children }: {
  query: UseQueryResult<A>;
  under?: (answer: A) => ReactNode;
  over?: ReactNode;
  /** Drawn in every state, so that a filter that found nothing can be changed. */
  tools?: ReactNode;
  children: (answer: A) => ReactNode;
}) {
  const { data, error } = query;
  const notBuilt = error instanceof Failure && error.status === 404;
  return (
    <WithWhy>
      {data ? <Head over={over} title={<Said statement={data.headline} />} under={under ? under(data) : <Under answer={data} />} /> : null}
      {tools}
      {error && !data && (notBuilt ? <Trouble error={error} /> : <Trouble error={error} retry={() => void query.refetch()} />)}
      {!data && !error && <PageSkeleton />}
      {data && (data.headline.id === unread ? <NotRead /> : children(data))}
      {data && <Missing answer={data} />}
    </WithWhy>
  );
}

const NotRead = () => <Empty title="Nothing is known of the code yet.">Reading takes from seconds to a minute or two, for a long history.</Empty>;

/** What the plan's sentence rests on: the plan itself, which the server opens under this address. */
function onThePlan(headline: Statement): Statement {
  return { ...headline, evidence: [{ address: "result:plan", label: "the plan and its simulation" }, ...(headline.evidence ?? [])] };
}

export function Under({ answer, children }: { answer: Answer; children?: ReactNode }) {
  const facts = factsLine(answer);
  return (
    <>
      {facts}
      {children} <WhyWord statement={answer.question === "plan" ? onThePlan(answer.headline) : answer.headline} />
    </>
  );
}

/** What the answer lacks, each with the one step that gives it. */
export function Missing({ answer }: { answer: Answer }) {
  // What the headline already says is not said again.
  const missing = (answer.missing ?? []).filter((one) => one.id !== answer.headline.id);
  if (!missing.length) return null;
  return (
    <section className={css.missing} aria-label="What would make this better">
      <ul>
        {missing.map((statement, index) => (
          <li key={`${index}-${statement.id}`}>
            <Said statement={statement} />
          </li>
        ))}
      </ul>
    </section>
  );
}
