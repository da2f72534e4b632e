import { useKeys } from "../shell/keys";
import { Bar, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import type { PlanPreview } from "../api/answers";
import { Said, textOf } from "../answers/Statement";
import css from "./plan.module.css";

interface Props {
  title: string;
  /** Absent while the plan is being asked. */
  rows: PlanPreview["rows"] | undefined;
  /** How many tasks get other dates or people. */
  moved: number;
  error: string;
  accept: () => void;
  keep: (() => void) | undefined;
  discard: () => void;
}

/** What a change would bring, before anything has changed. */
export function PreviewCard({ title, rows, moved, error, accept, keep, discard }: Props) {
  useKeys([
    { keys: "Enter", label: "Accept the change", run: accept },
    { keys: "Escape", label: "Discard the change", run: discard },
  ]);
  return (
    <section className={css.card} aria-label="Preview" aria-live="polite">
      <h2>{title}</h2>
      <p className="quiet">{error || "Preview. Nothing has changed yet."}</p>
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
      <Bar>
        <Button tone="strong" hint="↵" onClick={accept}>
          Accept
        </Button>
        {keep && <Button onClick={keep}>Keep as scenario</Button>}
        <Button hint="Esc" onClick={discard}>
          Discard
        </Button>
      </Bar>
    </section>
  );
}
