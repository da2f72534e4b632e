import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { KnowledgeAnswer, LearnAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { useWhy } from "../answers/why";
import { Pick } from "../knowledge/KnowledgePage";
import { knowersOf } from "../knowledge/read";
import { Block, Empty, Head } from "../ui/bits";
import css from "./guide.module.css";
import answers from "../answers/answers.module.css";
import { Because, PathLink, People } from "./parts";

/** How somebody comes to know an area: who teaches it, what to read, which changes to learn from. */
export function LearnPage() {
  const { area = "", person = "" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const change = (next: Record<string, string>) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }), replace: true } as never);
  const map = useQuery(answerQuery<KnowledgeAnswer>("knowledge"));
  const areas = useMemo(() => [...new Set((map.data?.areas ?? []).map((one) => one.name))].toSorted(), [map.data]);
  const people = useMemo(() => knowersOf(map.data?.areas ?? []), [map.data]);
  const query = useQuery({ ...answerQuery<LearnAnswer>("learn", { area, person }), enabled: area !== "" });
  const tools = (
    <div className={css.filter}>
      <Pick label="Area" value={area} options={[["", "choose one"], ...areas.map((one): [string, string] => [one, one])]} onChange={(value) => change({ area: value })} />
      <Pick label="For" value={person} options={[["", "anybody new"], ...people]} onChange={(value) => change({ person: value })} />
    </div>
  );
  if (!area) {
    return (
      <>
        <Head title="Which area is to be learnt?" under="Who can teach it, which files to read first, which past changes are good examples." />
        {tools}
        <Empty title="Choose an area.">The answer comes from its history alone: nobody has to write a guide first.</Empty>
      </>
    );
  }
  return (
    <AnswerPage query={query} tools={tools}>
      {(answer) => (
        <div className={css.columns}>
          <div>
            <Block title="Read first">
              {answer.files.length === 0 && <p className="quiet">Nothing changed here in two years.</p>}
              <ol className={css.list}>
                {answer.files.map((one) => (
                  <li key={one.path}>
                    <span>
                      <PathLink path={one.path} />
                    </span>
                    <span>
                      <span className="quiet">{one.lines.toLocaleString("en-GB")} lines · </span>
                      <Because of={one.reason} />
                    </span>
                  </li>
                ))}
              </ol>
            </Block>
            <br />
            <Examples answer={answer} />
          </div>
          <Block title="Who can teach it">{answer.teachers.length ? <People list={answer.teachers} /> : <p className="quiet">Nobody still here knows it.</p>}</Block>
        </div>
      )}
    </AnswerPage>
  );
}

function Examples({ answer }: { answer: LearnAnswer }) {
  const why = useWhy();
  return (
    <Block title="Good examples of a change here">
      {answer.examples.length === 0 && <p className="quiet">No whole, small change by those who know it in two years.</p>}
      <ol className={css.list}>
        {answer.examples.map((one) => (
          <li key={one.fact.address}>
            <span>
              <button type="button" className={answers.why} onClick={() => why({ statement: { id: "", segments: [{ text: one.fact.label }], evidence: [] }, address: one.fact.address, text: "" })}>
                {one.fact.label}
              </button>
            </span>
            <span className="quiet">
              <Because of={{ ...one.reason, evidence: [] }} />
            </span>
          </li>
        ))}
      </ol>
    </Block>
  );
}
