import { useQuery } from "@tanstack/react-query";
import { type CSSProperties, useMemo } from "react";
import type { HotspotsAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { Block, Empty } from "../ui/bits";
import { percent } from "../ui/units";
import css from "./guide.module.css";
import { AreaLink, Because, PathLink } from "./parts";
import table from "../knowledge/knowledge.module.css";

const shown = 25;

/** Where change gathers, and how old the code of each area is. */
export function HotspotsPage() {
  const query = useQuery(answerQuery<HotspotsAnswer>("hotspots"));
  return <AnswerPage query={query}>{(answer) => <Body answer={answer} />}</AnswerPage>;
}

function Body({ answer }: { answer: HotspotsAnswer }) {
  const ages = useMemo(() => answer.ages.toSorted((a, b) => b.days - a.days), [answer.ages]);
  if (answer.items.length === 0) return <Empty title="No file has changed more than once in the last year.">Hotspots come from the history of your repositories: files that change often, are large, and drag others along.</Empty>;
  return (
    <div className={css.columns}>
      <Block title="Files that draw change, over a year">
        <ol className={css.list}>
          {answer.items.slice(0, shown).map((one) => (
            <li key={`${one.repository}:${one.path}`}>
              <span>
                <PathLink path={one.path} />
                <i className={css.heat} style={{ "--heat": one.heat } as CSSProperties} aria-hidden="true" />
              </span>
              <Because of={one.reason} />
            </li>
          ))}
        </ol>
      </Block>
      <Block title="Age of the code">
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Area</th>
              <th scope="col">Middle file</th>
              <th scope="col">Untouched 2 years</th>
            </tr>
          </thead>
          <tbody>
            {ages.slice(0, 60).map((age) => (
              <tr key={`${age.repository}:${age.area}`}>
                <td>
                  <AreaLink name={age.area} />
                </td>
                <td className="num">{age.days < 60 ? `${age.days} days` : `${Math.round(age.days / 30.44)} months`}</td>
                <td className="num">{age.untouched > 0 ? percent(age.untouched) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Block>
    </div>
  );
}
