import { useQuery } from "@tanstack/react-query";
import { type CSSProperties, useMemo } from "react";
import type { CodeAge, HotspotsAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { Block, Empty } from "../ui/bits";
import { sayDays } from "../ui/dates";
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
      <Ages ages={answer.ages} />
    </div>
  );
}

/** How old the code of each area is: its lines, or its files until it is known who wrote the lines. */
function Ages({ ages }: { ages: CodeAge[] }) {
  const sorted = useMemo(() => ages.toSorted((a, b) => b.days - a.days), [ages]);
  const lines = ages.some((age) => age.of === "lines");
  const both = lines && ages.some((age) => age.of === "files");
  return (
    <Block title="Age of the code">
      <p className="quiet">{lines ? `Of the lines that stand there today${both ? "; of files, by their last change, where it is not known who wrote the lines" : ""}.` : "Of files, by their last change."}</p>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">{lines ? "Half are older than" : "Middle file"}</th>
            <th scope="col">{lines ? "Over 2 years" : "Untouched 2 years"}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, 60).map((age) => (
            <tr key={`${age.repository}:${age.area}`}>
              <td>
                <AreaLink name={age.area} />
              </td>
              <td className="num">
                {sayDays(age.days)}
                {both && age.of === "files" && <span className="quiet"> · files</span>}
              </td>
              <td className="num">{age.untouched > 0 ? percent(age.untouched) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Block>
  );
}
