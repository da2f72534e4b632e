import { useQuery, useQueryClient } from "@tanstack/react-query";
import { undo } from "../api/edits";
import { historyQuery } from "../api/queries";
import type { HistoryEntry, RecordOf } from "../api/types";
import { say, sayFailure } from "../shell/toasts";
import { Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayInstant } from "../ui/dates";
import css from "./records.module.css";

/** What happened to a record, as sentences, each with its way back where there still is one. */
export function History({ record }: { record: RecordOf }) {
  const { data, error } = useQuery(historyQuery(record.kind, record.id));
  const client = useQueryClient();
  if (error) return <p className="quiet">The history could not be read just now.</p>;
  if (!data) return <Skeleton height={60} />;
  const takeBack = async (entry: HistoryEntry) => {
    try {
      const done = await undo(client, entry.change_id);
      say({ text: "Undone.", undo: () => undo(client, done.change_id) });
    } catch (failure) {
      sayFailure(failure, "Undoing");
    }
  };
  return (
    <ol className={css.history} reversed>
      {data.entries.map((entry) => (
        <li key={`${entry.version}-${entry.change_id}`}>
          {entry.sentences.map((sentence) => (
            <div key={sentence}>{sentence}</div>
          ))}
          {entry.reason && <div className="quiet">“{entry.reason}”</div>}
          <p>
            {sayInstant(entry.at)}
            {entry.via ? ` · ${entry.via}` : ""}{" "}
            {entry.undoable ? (
              <Button tone="plain" onClick={() => void takeBack(entry)} aria-label={`Undo: ${entry.sentences.join(" ")}`}>
                Undo
              </Button>
            ) : (
              entry.why_not && <span>· {entry.why_not}</span>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}
