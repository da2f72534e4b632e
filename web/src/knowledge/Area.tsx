import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import type { AreaItem } from "../api/answers";
import { recordTo, Said, WhyWord } from "../answers/Statement";
import { useHere } from "../shell/session";
import { Block } from "../ui/bits";
import { Button } from "../ui/Button";
import { ago, sayDate } from "../ui/dates";
import { count } from "../ui/units";
import css from "./knowledge.module.css";

/** One area: who knows it and since when they last changed it, in the order the answer gives. */
export function AreaDetail({ area, close, away }: { area: AreaItem; close: () => void; away: (who: string) => void }) {
  const { today } = useHere();
  return (
    <Block
      title={area.title}
      aside={
        <Button tone="plain" className={css.close} onClick={close} aria-label="Close">
          <X size={14} />
        </Button>
      }
    >
      {area.statement && (
        <p>
          <Said statement={area.statement} /> <WhyWord statement={area.evidence ? { ...area.statement, evidence: area.evidence } : area.statement} />
        </p>
      )}
      <p className="quiet">
        {area.lines.toLocaleString("en-GB")} lines{area.files ? ` in ${count(area.files, "file")}` : ""}
        {area.last ? ` · last changed ${sayDate(area.last.slice(0, 10))}` : ""}
        {area.repository ? ` · ${area.repository}` : ""}
      </p>
      <br />
      <ul className={css.knowers}>
        {area.knowers.map((knower) => (
          <li key={knower.id}>
            <span>
              {knower.kind === "person" ? <Link to={recordTo("person", knower.key || knower.id)}>{knower.name}</Link> : knower.name}
              {knower.last && <span className="quiet"> · last here {ago(knower.last, today)}</span>}
            </span>
            <button type="button" className="quiet" style={{ border: 0, background: "none", cursor: "pointer" }} onClick={() => away(knower.key || knower.id)}>
              if away
            </button>
          </li>
        ))}
        {area.knowers.length === 0 && <li>Nobody active knows this area.</li>}
      </ul>
      <br />
      <Link to="/who" search={{ path: area.title }}>
        Who could change or review it
      </Link>
    </Block>
  );
}
