import { Fragment } from "react";
import { Block } from "../ui/bits";
import type { Decision } from "./read";
import { flips, leader, nearestFlip, stretches } from "./weigh";
import css from "./decide.module.css";

/** For each criterion, from 0 to 1, where the outcome holds and where another option leads. */
export function Holds({ decision, weights }: { decision: Decision; weights: number[] }) {
  const { criteria, options, scores } = decision;
  const best = leader(scores, weights);
  const near = nearestFlip(scores, weights);
  const name = (option: number) => options[option]?.name ?? "";
  if (best < 0 || criteria.length < 2) return null;
  return (
    <Block title="How far the outcome holds">
      <div className={css.holds}>
        {criteria.map((criterion, index) => (
          <Fragment key={criterion.name}>
            <span>{criterion.name}</span>
            <div className={css.range}>
              {stretches(scores, weights, index).map((one, at, all) => (
                <span key={one.from} data-same={one.option === best || undefined} data-other={one.option !== best || undefined} style={{ width: `${(one.to - one.from) * 100}%` }} title={`${name(one.option)} leads from ${one.from.toFixed(2)} to ${one.to.toFixed(2)}`}>
                  {one.option !== best && all[at - 1]?.option === best && `${name(one.option)} from ${one.from.toFixed(2)}`}
                  {one.option !== best && all[at + 1]?.option === best && `${name(one.option)} to ${one.to.toFixed(2)}`}
                </span>
              ))}
              <i style={{ left: `calc(${(weights[index] ?? 0) * 100}% - 1px)` }} />
            </div>
          </Fragment>
        ))}
      </div>
      <Flips decision={decision} weights={weights} />
      {near && (
        <p className="quiet" style={{ paddingTop: 4 }}>
          The smallest change of several weights that lets {name(near.to)} draw level: {criteria.map((criterion, index) => moved(criterion.name, weights[index] ?? 0, near.weights[index] ?? 0)).filter(Boolean).join(", ")}.
        </p>
      )}
    </Block>
  );
}

/** Each weight that can change the outcome alone, in words. */
function Flips({ decision, weights }: { decision: Decision; weights: number[] }) {
  const found = flips(decision.scores, weights);
  if (!found.length) return <p className="quiet" style={{ paddingTop: 12 }}>No single weight can change the outcome.</p>;
  return (
    <ul style={{ paddingTop: 12 }}>
      {found.map((flip) => (
        <li key={flip.criterion}>
          {decision.options[flip.to]?.name} leads once {decision.criteria[flip.criterion]?.name.toLowerCase()} weighs {flip.above ? "over" : "under"} {flip.at.toFixed(2)} (now {(weights[flip.criterion] ?? 0).toFixed(2)}).
        </li>
      ))}
    </ul>
  );
}

const moved = (name: string, from: number, to: number): string => (Math.abs(from - to) < 0.005 ? "" : `${name} ${from.toFixed(2)} → ${to.toFixed(2)}`);
