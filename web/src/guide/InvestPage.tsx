import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { InvestAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { nameOf } from "../knowledge/read";
import { Empty } from "../ui/bits";
import css from "./guide.module.css";
import { AreaLink, Because, People } from "./parts";

/** Where one more person who knows the code pays most, and who is nearest. */
export function InvestPage() {
  const query = useQuery(answerQuery<InvestAnswer>("invest"));
  return (
    <AnswerPage query={query}>
      {(answer) =>
        answer.items.length === 0 ? (
          <Empty title="Every area that changes has at least two who know it.">Areas come here when one person or nobody knows them and they change.</Empty>
        ) : (
          <ol className={css.list} style={{ maxWidth: 980 }}>
            {answer.items.map((one) => (
              <li key={`${one.repository}:${one.area}`}>
                <span>
                  <AreaLink name={one.area} />
                  <br />
                  <Because of={one.reason} />
                </span>
                <span>
                  {one.learners.length === 0 ? <span className="quiet">Nobody still here has touched it or what changes with it.</span> : <People list={one.learners} />}
                  <Link to="/guide/learn" search={{ area: one.area, person: one.learners[0] ? nameOf(one.learners[0].person) : undefined } as never}>
                    How to learn it
                  </Link>
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </AnswerPage>
  );
}
