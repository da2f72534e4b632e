import { useKeys } from "../shell/keys";
import { Bar, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import type { PlanPreview } from "../api/answers";
import type { Statement } from "../api/types";
import { Said, textOf } from "../answers/Statement";
import css from "./plan.module.css";

interface Props {
  title: string;
  /** Absent while the plan is being asked. */
  rows: PlanPreview["rows"] | undefined;
  /** How many tasks get other dates or people. */
  moved: number;
  error: string;
  /** Accepting ends a promise and makes another, which nothing takes back. */
  lasting?: boolean;
  /** What the plan would have to assume, or could not do, that it need not now. */
  gaps: Statement[];
  instead: { label: string; begin: () => void } | undefined;
  accept: () => void;
  keep: (() => void) | undefined;
  discard: () => void;
}

/** What a change would bring, before anything has changed. */
export function PreviewCard({ title, rows, moved, error, lasting, gaps, instead, accept, keep, discard }: Props) {
  useKeys([
    { keys: "Enter", label: "Accept the change", run: accept },
    { keys: "Escape", label: "Discard the change", run: discard },
  ]);
  return (
    <section className={css.card} aria-label="Preview" aria-live="polite">
      <h2>{title}</h2>
      <p className="quiet">{error || "Preview. Nothing has changed yet."}</p>
      {lasting && <p>Accepting withdraws the promise of today and makes another. Both stay on record: this cannot be undone.</p>}
      {!rows && !error && <Skeleton height={72} />}
      {rows && rows.length > 0 && (
        <table>
          <tbody>
            {rows.map((row) => (
              <tr key={textOf(row.label)}>
                <th scope="row">
                  <Said statement={row.label} />
                </th>
                <td className="num">
                  {row.before} → <strong className={row.better > 0 ? "good" : row.better < 0 ? "bad" : ""}>{row.after}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows && moved > 1 && <p className="quiet" style={{ paddingBottom: 10 }}>{moved} tasks get other dates or people.</p>}
      {rows && rows.length === 0 && <p style={{ padding: "8px 0" }}>No date and no odds change.</p>}
      {gaps.length > 0 && (
        <ul className={css.cardGaps}>
          {gaps.slice(0, 3).map((gap, index) => (
            <li key={index}>
              <Said statement={gap} />
            </li>
          ))}
        </ul>
      )}
      <Bar>
        <Button tone="strong" hint="↵" onClick={accept}>
          Accept
        </Button>
        {instead && <Button onClick={instead.begin}>{instead.label}</Button>}
        {keep && <Button onClick={keep}>Keep as scenario</Button>}
        <Button hint="Esc" onClick={discard}>
          Discard
        </Button>
      </Bar>
    </section>
  );
}
