import { Link } from "@tanstack/react-router";
import type { Neighbour, Pair, PromisesAnswer, Score } from "../api/promises";
import { recordTo, Said } from "../answers/Statement";
import { Block } from "../ui/bits";
import { count, odds, percent } from "../ui/units";
import { along } from "./pledges";
import css from "./promises.module.css";
import shared from "./rows.module.css";

/** How many promises were kept, of all and between each two teams, with how sure one can be of it. */
export function Kept({ answer }: { answer: PromisesAnswer }) {
  const pairs = answer.pairs.filter(({ record }) => record.kept + record.broken > 0);
  return (
    <>
      <p className={css.record}>
        <Said statement={answer.record.statement} />
      </p>
      {pairs.length > 0 && (
        <ul className={css.pairs} aria-label="Kept by team">
          {pairs.map((pair) => (
            <li key={`${pair.from.title}>${pair.to.title}`}>
              <span>{nameOf(pair)}</span>
              <span className="num">
                {pair.record.kept} <span className="unit">of {pair.record.kept + pair.record.broken}</span>
              </span>
              <Range score={pair.record} />
            </li>
          ))}
        </ul>
      )}
      <p className={shared.hint}>The band is where the share would lie in the long run in nine cases of ten; the mark is what was said when they were given.</p>
    </>
  );
}

const nameOf = ({ from, to }: Pair): string => (from.title ? `${from.title} → ${to.title}` : to.title);

function Range({ score }: { score: Score }) {
  const says = `${score.kept} of ${score.kept + score.broken} kept; between ${percent(score.low)} and ${percent(score.high)} in the long run; ${odds(score.odds)} was said`;
  return (
    <span className={css.range} role="img" aria-label={says} title={says}>
      <i style={{ left: along(score.low), width: along(score.high - score.low) }} />
      <b style={{ left: along(score.odds) }} />
      <u style={{ left: along(score.kept / (score.kept + score.broken)) }} />
    </span>
  );
}

/** What each team offers, and how to ask for it. */
export function Offered({ teams }: { teams: Neighbour[] }) {
  const some = teams.filter((team) => team.offers.length > 0);
  if (!teams.length) return null;
  return (
    <Block title="What teams offer" aside={<Link to={"/records/team" as "/"}>Teams</Link>}>
      {some.length === 0 && <p className="quiet">No team has written down what it offers. Its record has a place for it, and for how to ask.</p>}
      <ul className={css.offers}>
        {some.map((team) => (
          <li key={team.id}>
            <Link to={recordTo("team", team.key || team.id) as "/"}>{team.title}</Link>
            {team.purpose && <span className="quiet"> {team.purpose}</span>}
            <ul>
              {team.offers.map((offer) => (
                <li key={offer.what}>
                  {offer.what}
                  {offer.open > 0 && <span className="unit"> {count(offer.open, "open promise")}</span>}
                  {offer.ask && <span className="quiet">{offer.ask}</span>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Block>
  );
}
