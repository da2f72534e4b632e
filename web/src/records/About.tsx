import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { AboutAnswer, ClaimState } from "../api/answers";
import { apply, undo } from "../api/edits";
import { answerQuery } from "../api/queries";
import type { Change, RecordOf } from "../api/types";
import { recordTo, Said, WhyWord } from "../answers/Statement";
import { Link } from "@tanstack/react-router";
import { stateWord } from "../people/matrix";
import { NamePairs } from "../people/NamePairs";
import { Private } from "../shell/presenting";
import { say, sayFailure } from "../shell/toasts";
import { Block } from "../ui/bits";
import { Button } from "../ui/Button";
import css from "../people/people.module.css";

/** What the repositories hold about one person: all of it for their own eyes, names and states for others. */
export function About({ record }: { record: RecordOf }) {
  const { data } = useQuery(answerQuery<AboutAnswer>("about", { person: record.id }));
  const client = useQueryClient();
  if (!data?.facts?.repositories) return null;
  const settle = async (changes: Change[], said: string) => {
    try {
      const done = await apply(client, { changes });
      say({ text: said, level: "good", undo: () => undo(client, done.change_id) });
    } catch (error) {
      sayFailure(error, "Settling the name");
    }
  };
  return (
    <Private instead={<p className="quiet">What is held about people is hidden while presenting.</p>}>
      <NamePairs pairs={data.pairs} />
      <Skills answer={data} />
      <Block title={data.own ? "What is attributed to you" : "Seen in the repositories"}>
        <ul className={css.detail}>
          {data.seen.map((one, index) => (
            <li key={index}>
              <span>
                <Said statement={one} /> <WhyWord statement={one} />
              </span>
            </li>
          ))}
          {data.areas.map((one) => (
            <li key={`${one.repository}:${one.name}`}>
              <Link to="/guide/knowledge" search={{ area: one.name }}>
                {one.name}
              </Link>
              <span className="quiet">
                {one.knows ? "knows it · " : ""}
                <Said statement={one.reason} /> <WhyWord statement={one.reason} />
              </span>
            </li>
          ))}
          {data.seen.length === 0 && <li className="quiet">Nothing yet. An identity record ties a name or address in commits to a person.</li>}
        </ul>
        {data.own && <p className="quiet">Others see names, areas and states here, and none of the counts.</p>}
      </Block>
      {data.names.length > 0 && (
        <Block title="Names in commits">
          <ul className={css.detail}>
            {data.names.map((one) => (
              <li key={`${one.repository}:${one.name}:${one.email}`}>
                <span style={{ overflowWrap: "anywhere" }}>
                  {one.name} <span className="quiet">{one.email}</span>
                </span>
                {record.may.includes("write") && one.apart.length > 0 && (
                  <Button tone="plain" onClick={() => void settle(one.apart, `${one.email} counts as somebody else from the next reading on.`)} aria-label={`${one.email} is somebody else`}>
                    somebody else
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Block>
      )}
    </Private>
  );
}

function Skills({ answer }: { answer: AboutAnswer }) {
  if (!answer.skills.length) return null;
  return (
    <Block title="Skills, as said and as shown">
      <ul className={css.detail}>
        {answer.skills.map((one) => (
          <li key={one.skill.id} style={{ display: "block" }}>
            <Link to={recordTo("skill", one.skill.key || one.skill.id)}>{one.skill.title}</Link>{" "}
            <span className="quiet">
              {one.claims?.length ? `level ${one.level ?? 0} · ` : ""}
              {one.state ? stateWord[one.state as ClaimState] : ""}
            </span>
            {one.said && (
              <div className="quiet">
                <Said statement={one.said} /> <WhyWord statement={one.said}>commits</WhyWord>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Block>
  );
}
