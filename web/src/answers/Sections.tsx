import { Link } from "@tanstack/react-router";
import type { Section } from "../api/answers";
import { Block } from "../ui/bits";
import { percent } from "../ui/units";
import css from "./answers.module.css";
import { Said } from "./Statement";

/** The side column of an answer: each section as the server gave it, nothing made up beside it. */
export function Sections({ sections }: { sections: Section[] | null | undefined }) {
  return sections?.map((section) => (
    <Block key={section.id} title={section.title}>
      {section.balance && <Balance balance={section.balance} />}
      {section.rows && section.rows.length > 0 && <Rows rows={section.rows} />}
      {section.note && (
        <p className={css.note}>
          <Said statement={section.note} />
        </p>
      )}
    </Block>
  ));
}

type Row = NonNullable<Section["rows"]>[number];

function Rows({ rows }: { rows: Row[] }) {
  if (rows.every((row) => !row.label)) {
    return (
      <ul className={css.plainList}>
        {rows.map((row, index) => (
          <li key={index}>{row.text && <Said statement={row.text} />}</li>
        ))}
      </ul>
    );
  }
  return (
    <dl className={css.rows}>
      {rows.map((row, index) => (
        <div key={index}>
          <dt>{row.href ? <Link to={row.href}>{row.label}</Link> : row.label}</dt>
          <dd className={row.before !== undefined || row.after !== undefined ? css.change : ""}>
            <Cell row={row} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Cell({ row }: { row: Row }) {
  if (row.text) return <Said statement={row.text} />;
  if (row.before === row.after) return <span className="quiet">unchanged</span>;
  return (
    <>
      {row.before && `${row.before} → `}
      <strong className={row.level === "good" || row.level === "bad" ? row.level : ""}>{row.after}</strong>
    </>
  );
}

function Balance({ balance }: { balance: NonNullable<Section["balance"]> }) {
  return (
    <>
      <div className={css.meter}>
        {balance.parts.map((part) => (
          <i key={part.label} style={{ width: `${part.share * 100}%` }} />
        ))}
        {balance.wanted !== undefined && <b style={{ left: `${balance.wanted * 100}%` }} />}
      </div>
      <div className={css.meterWords}>
        {balance.parts.map((part) => (
          <span key={part.label}>
            {part.label} {percent(part.share)}
          </span>
        ))}
        {balance.wanted !== undefined && <span>wanted {percent(balance.wanted)}</span>}
      </div>
    </>
  );
}
