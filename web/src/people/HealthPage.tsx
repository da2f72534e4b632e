import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AnswerPage } from "../answers/AnswerPage";
import { Said, WhyWord } from "../answers/Statement";
import type { HealthAnswer, HealthGroup, HealthSign } from "../api/pair";
import { answerQuery } from "../api/queries";
import { Private } from "../shell/presenting";
import { Block, Dot } from "../ui/bits";
import { sayShort } from "../ui/dates";
import { count } from "../ui/units";
import css from "./health.module.css";

/** Whether the team carries too much: of groups, never of somebody; one's own part is not for a shared screen. */
export function HealthPage() {
  const query = useQuery(answerQuery<HealthAnswer>("health"));
  return (
    <AnswerPage query={query}>
      {(answer) => (
        <>
          {answer.groups.map((group) => (
            <Block key={group.team?.id ?? ""} title={group.team?.title ?? "Everybody here"} aside={<span className="unit">{count(group.people, "person", "people")}</span>}>
              <Signs of={group} none="Nothing is known of them yet." />
            </Block>
          ))}
          {answer.own && (
            <Private>
              <Block title="Yours alone" aside={<span className="unit">nobody else is told</span>}>
                <Signs of={answer.own} none="Nothing is known of you yet." />
              </Block>
            </Private>
          )}
          {answer.notes.map((note, index) => (
            <p key={index} className={`quiet ${css.note}`}>
              <Said statement={note} />
            </p>
          ))}
        </>
      )}
    </AnswerPage>
  );
}

function Signs({ of, none }: { of: HealthGroup; none: string }) {
  if (of.signs.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className={css.signs}>
      {of.signs.map((sign) => (
        <li key={sign.name}>
          <Dot level={sign.said.level} />
          <div>
            <Said statement={sign.said} /> <WhyWord statement={sign.said} />
            {sign.trend && (
              <p className="quiet">
                <Said statement={sign.trend} />
              </p>
            )}
            {sign.weeks && <Weeks weeks={sign.weeks} />}
            {sign.helps.map((help) => (
              <p key={help.href} className={css.help}>
                <Link to={help.href.split("?")[0] as "/"} search={Object.fromEntries(new URLSearchParams(help.href.split("?")[1] ?? "")) as never}>
                  <Said statement={help.said} />
                </Link>
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Planned work against the hours there are, a bar a week. */
function Weeks({ weeks }: { weeks: NonNullable<HealthSign["weeks"]> }) {
  return (
    <ol className={css.weeks}>
      {weeks.map((week) => {
        const share = week.has > 0 ? Math.min(1, week.work / week.has) : 0;
        return (
          <li key={week.week}>
            <span className="unit">{sayShort(week.week)}</span>
            <i aria-hidden="true">
              <b style={{ width: `${share * 100}%` }} />
            </i>
            <span className="num">{Math.round(share * 100)} %</span>
          </li>
        );
      })}
    </ol>
  );
}
