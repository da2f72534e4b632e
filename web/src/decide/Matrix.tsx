import type { CSSProperties } from "react";
import type { Decision } from "./read";
import { leader, totals } from "./weigh";
import css from "./decide.module.css";

interface Props {
  decision: Decision;
  weights: number[];
  /** Absent where the reader may not move weights. */
  move: ((index: number, value: number) => void) | undefined;
}

const short = (value: number): string => value.toFixed(2);

/** Options against criteria: weights as sliders, scores shaded by height, totals below. */
export function Matrix({ decision, weights, move }: Props) {
  const { criteria, options, scores } = decision;
  const sums = totals(scores, weights);
  const best = leader(scores, weights);
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Options against criteria">
      <table className={css.matrix}>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden-visually">Criterion</span>
            </th>
            <th scope="col">weight</th>
            {options.map((option, index) => (
              <th key={option.name} scope="col" className={`${css.option} ${index === best ? css.lead : ""}`}>
                {option.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {criteria.map((criterion, index) => (
            <tr key={criterion.name}>
              <th scope="row" title={criterion.why}>
                {criterion.name}
              </th>
              <td>
                <div className={css.weight}>
                  <input type="range" className={css.slider} min={0} max={1} step={0.01} value={weights[index] ?? 0} disabled={!move} onChange={(event) => move?.(index, Number(event.target.value))} style={{ "--at": `${(weights[index] ?? 0) * 100}%` } as CSSProperties} aria-label={`Weight of ${criterion.name}`} aria-valuetext={short(weights[index] ?? 0)} />
                  <span className="num">{short(weights[index] ?? 0)}</span>
                </div>
              </td>
              {options.map((option, at) => {
                const score = scores[at]?.[index];
                const why = option.scores.find((one) => one.criterion === criterion.name)?.why;
                return (
                  <td key={option.name} className={css.score} title={why}>
                    {score === undefined ? <span className="quiet">–</span> : <span className={css.cell} style={{ "--share": score / 10 } as CSSProperties}>{score}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Weighted
            </th>
            {sums.map((sum, index) => (
              <td key={options[index]?.name} className={`${css.score} num ${index === best ? css.lead : ""}`}>
                {sum === undefined ? "–" : sum.toFixed(1)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
