import { Pencil, Undo2, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import css from "./reports.module.css";

interface Props {
  /** The sentence as it is shown: words with links, or plain. */
  children: ReactNode;
  /** The same as plain words, for the field and for labels. */
  text: string;
  mark?: string | undefined;
  why?: ReactNode;
  chosen?: boolean;
  dropped?: boolean;
  editing?: boolean;
  edit?: ((open: boolean) => void) | undefined;
  change?: ((text: string) => void) | undefined;
  drop?: (() => void) | undefined;
}

/** One sentence of a report, with what may be done to it. */
export function Line({ children, text, mark, why, chosen, dropped, editing, edit, change, drop }: Props) {
  if (editing && change && edit) {
    return (
      <li className={css.line} data-chosen={chosen || undefined}>
        <Words start={text} label={`Words of: ${text}`} save={(words) => (change(words), edit(false))} cancel={() => edit(false)} />
      </li>
    );
  }
  return (
    <li className={css.line} data-chosen={chosen || undefined} data-dropped={dropped || undefined}>
      <p>
        {children}
        {mark && <span className={css.mark}> {mark}</span>} {!dropped && <span className={css.facts}>{why}</span>}
      </p>
      {(edit || drop) && (
        <span className={css.acts}>
          {edit && !dropped && (
            <button type="button" onClick={() => edit(true)} aria-label={`Edit: ${text}`} title="Say it in other words (e)">
              <Pencil size={14} />
            </button>
          )}
          {drop && (
            <button type="button" onClick={drop} aria-label={`${dropped ? "Tell again" : "Leave out"}: ${text}`} title={dropped ? "Tell it again (x)" : "Leave it out (x)"}>
              {dropped ? <Undo2 size={14} /> : <X size={14} />}
            </button>
          )}
        </span>
      )}
    </li>
  );
}

/** A field for the words of one sentence: Enter takes them, Escape leaves. */
export function Words({ start, label, save, cancel }: { start: string; label: string; save: (text: string) => void; cancel: () => void }) {
  const [text, setText] = useState(start);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      save(text);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      cancel();
    }
  };
  return (
    <div className={css.words}>
      {/* The field was asked for by a press; it is where the next key belongs. */}
      <textarea autoFocus value={text} rows={Math.max(2, Math.ceil(text.length / 80))} maxLength={2000} aria-label={label} onChange={(event) => setText(event.target.value)} onKeyDown={pressed} />
      <span className={css.hint}>
        <kbd>Enter</kbd> takes the words, <kbd>Esc</kbd> leaves them
      </span>
    </div>
  );
}
