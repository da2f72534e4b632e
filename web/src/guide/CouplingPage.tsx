import { useQuery } from "@tanstack/react-query";
import type { Coupled, CoupledSide, CouplingAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { Block, Empty } from "../ui/bits";
import css from "./guide.module.css";
import { AreaLink, Because, PathLink } from "./parts";

/** What changes together: across repositories, across areas, within one. */
export function CouplingPage() {
  const query = useQuery(answerQuery<CouplingAnswer>("coupling"));
  return (
    <AnswerPage query={query}>
      {(answer) =>
        answer.files.length + answer.areas.length + answer.across.length === 0 ? (
          <Empty title="Nothing changed together often enough to say so.">Pairs count from five shared changes in a year; commits that name the same issue count as one.</Empty>
        ) : (
          <>
            <Pairs title="Areas of different repositories, by shared issues" list={answer.across} side={(side) => <>{side.repository} · {side.area}</>} />
            <Pairs title="Areas" list={answer.areas} side={(side) => <AreaLink name={side.area ?? ""} />} />
            <Pairs title="Files of different areas" list={answer.files.filter((one) => one.apart)} side={(side) => <PathLink path={side.path ?? ""} />} />
            <Pairs title="Files of one area" list={answer.files.filter((one) => !one.apart)} side={(side) => <PathLink path={side.path ?? ""} />} />
          </>
        )
      }
    </AnswerPage>
  );
}

const keyOf = (side: CoupledSide): string => `${side.repository}:${side.area}:${side.path}`;

function Pairs({ title, list, side }: { title: string; list: Coupled[]; side: (side: CoupledSide) => React.ReactNode }) {
  if (!list.length) return null;
  return (
    <div style={{ paddingBottom: 28, maxWidth: 980 }}>
      <Block title={title}>
        <ul className={css.list}>
          {list.map((one) => (
            <li key={`${keyOf(one.a)}|${keyOf(one.b)}`}>
              <span className={css.pair}>
                <span>{side(one.a)}</span>
                <span>{side(one.b)}</span>
              </span>
              <Because of={one.reason} />
            </li>
          ))}
        </ul>
      </Block>
    </div>
  );
}
