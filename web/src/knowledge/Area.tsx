import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { Candidate, Somebody } from "../api/answers";
import type { Statement } from "../api/types";
import { FactList } from "../answers/Facts";
import { recordTo, Said, WhyWord } from "../answers/Statement";
import { useHere } from "../shell/session";
import { Block } from "../ui/bits";
import { Button } from "../ui/Button";
import { saidAgo } from "../ui/dates";
import { count } from "../ui/units";
import { type AreaView, nameOf } from "./read";
import css from "./knowledge.module.css";

/** A person's name, as a link where there is a record of them. */
export const Name = ({ person }: { person: Somebody }) => (person.id ? <Link to={recordTo("person", person.key || person.id)}>{person.title}</Link> : person.title);

interface Shown {
  area: AreaView;
  /** Why it is not known who wrote its lines. */
  unknown: Statement | undefined;
  close: () => void;
  away: (who: string) => void;
}

/** One area: who knows it, best to ask first, who wrote its lines, and what an absence would leave. */
export function AreaDetail({ area, unknown, close, away }: Shown) {
  const { today } = useHere();
  return (
    <Block
      title={area.name}
      aside={
        <Button tone="plain" className={css.close} onClick={close} aria-label="Close">
          <X size={14} />
        </Button>
      }
    >
      <p className="quiet">
        {area.lines.toLocaleString("en-GB")} lines in {count(area.files, "file")}
        {area.last ? ` · last changed by a knower ${saidAgo(area.last, today)}` : ""} · {area.repository}
      </p>
      <br />
      <ul className={css.knowers}>
        {area.people.map((person) => (
          <li key={nameOf(person)}>
            <Name person={person} />
            <Button tone="plain" onClick={() => away(nameOf(person))} aria-label={`What if ${person.title} is away`}>
              if away
            </Button>
          </li>
        ))}
        {area.people.length === 0 && <li>{area.gone ? "Those who knew it are no longer active." : "Nobody active knows it."}</li>}
      </ul>
      {area.lines_said ? (
        <p className={css.lines}>
          <Said statement={area.lines_said} /> <WhyWord statement={area.lines_said} />
        </p>
      ) : (
        unknown && (
          <p className={`${css.lines} quiet`}>
            <Said statement={unknown} />
          </p>
        )
      )}
      {area.loss && area.loss.seconds.length > 0 && <Candidates title="Who could be second" list={area.loss.seconds} />}
      <p style={{ padding: "10px 0" }}>
        <Link to="/guide/who" search={{ path: area.name }}>
          Whom to ask, and why
        </Link>
      </p>
      <p style={{ paddingBottom: 10 }}>
        <Link to="/guide/learn" search={{ area: area.name }}>
          How somebody new learns it
        </Link>
      </p>
      {(area.history?.length ?? 0) > 1 && (
        <p className="quiet" style={{ paddingBottom: 10 }}>
          Knowers by quarter: {area.history?.map((n) => (n < 0 ? "–" : n)).join(" ")}
        </p>
      )}
      <FactList facts={area.evidence ?? []} />
    </Block>
  );
}

/** Suggested people for one area or path, each with the reason. */
export function Candidates({ title, list }: { title: string; list: Candidate[] }) {
  return (
    <div style={{ paddingTop: 20 }}>
      <Block title={title}>
        <ul className={css.candidates}>
          {list.map((one) => (
            <li key={nameOf(one.person)}>
              <Name person={one.person} />
              <span className="quiet">
                <Said statement={one.reason} /> <WhyWord statement={one.reason} />
                {one.soon && (
                  <>
                    {"; "}
                    <Said statement={one.soon} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      </Block>
    </div>
  );
}
