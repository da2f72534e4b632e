import type { AwayAnswer, Loss } from "../api/answers";
import { Said } from "../answers/Statement";
import { Block } from "../ui/bits";
import { count } from "../ui/units";
import { Candidates } from "./Area";
import css from "./knowledge.module.css";

/** What an absence breaks, in plan and code, and who could step in where it hurts most. */
export function Absence({ answer, choose }: { answer: AwayAnswer; choose: (id: string) => void }) {
  const worst = answer.areas.find((loss) => loss.left === 0 && loss.seconds.length > 0) ?? answer.areas.find((loss) => loss.seconds.length > 0);
  return (
    <>
      {answer.breaks.length > 0 && (
        <Block title="What breaks in the plan">
          <table className={css.table}>
            <tbody>
              {answer.breaks.map((one, index) => (
                <tr key={index}>
                  <td>
                    <Said statement={one.label} />
                  </td>
                  <td className="num">{one.before === one.after ? <span className="quiet">unchanged</span> : <Moved before={one.before} after={one.after} level={one.better > 0 ? "good" : one.better < 0 ? "bad" : ""} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Block>
      )}
      {answer.areas.length > 0 && (
        <Block title="What breaks in the code">
          <table className={css.table}>
            <tbody>
              {answer.areas.slice(0, 8).map((loss) => (
                <LossRow key={`${loss.repository}:${loss.area}`} loss={loss} choose={choose} />
              ))}
            </tbody>
          </table>
          <p className="quiet" style={{ paddingTop: 6 }}>
            {answer.areas.length > 8 && `And ${answer.areas.length - 8} more. `}
            {answer.kept > 0 && `${count(answer.kept, "other area")} ${answer.kept === 1 ? "keeps" : "keep"} two or more.`}
          </p>
        </Block>
      )}
      {worst && <Candidates title={`Who could be second in ${worst.area}`} list={worst.seconds} />}
    </>
  );
}

const Moved = ({ before, after, level }: { before: string; after: string; level: string }) => (
  <>
    {before} → <strong className={level}>{after}</strong>
  </>
);

function LossRow({ loss, choose }: { loss: Loss; choose: (id: string) => void }) {
  return (
    <tr>
      <td>
        <button type="button" onClick={() => choose(`${loss.repository}:${loss.area}`)}>
          {loss.area}
        </button>
      </td>
      <td className="num">
        <Moved before={String(loss.before)} after={loss.left === 0 ? "nobody" : `${loss.left} knows it`} level={loss.left === 0 ? "bad" : "warn"} />
      </td>
    </tr>
  );
}
