import type { Fact } from "../api/types";
import { useWhy } from "./why";
import css from "./answers.module.css";

/** Facts by name; each opens in the Why panel. */
export function FactList({ facts }: { facts: Fact[] }) {
  const why = useWhy();
  if (!facts.length) return null;
  return (
    <div className={css.note}>
      <p>Evidence</p>
      <ul className={css.facts}>
        {facts.slice(0, 5).map((fact) => (
          <li key={fact.address}>
            <button type="button" className={css.why} onClick={() => why({ statement: { id: "", segments: [{ text: fact.label }], evidence: [] }, address: fact.address, text: "" })}>
              {fact.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
