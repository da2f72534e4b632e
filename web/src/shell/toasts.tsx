import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { Failure } from "../api/client";
import { Dot } from "../ui/bits";
import { Button } from "../ui/Button";
import type { Level } from "../api/types";
import css from "./shell.module.css";

export interface Toast {
  id: number;
  text: string;
  hint?: string;
  level?: Level;
  /** Offered as a button and under the key u. */
  undo?: () => Promise<unknown>;
}

/** How long a toast stays, in milliseconds; one with words on a failure stays until closed. */
const stay = 8000;

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function show(list: readonly Toast[]): void {
  toasts = list;
  for (const listener of listeners) listener();
}

/** Shows a toast and returns its number, for who has to close it. */
export function say(toast: Omit<Toast, "id">): number {
  const id = next++;
  show([...toasts.slice(-2), { ...toast, id }]);
  return id;
}

/** Says a failure in the server's words, with its next step. */
export function sayFailure(error: unknown, doing: string): void {
  const failure = error instanceof Failure ? error : undefined;
  const said = failure ? failure.problem.detail ?? failure.problem.title : String(error);
  const hint = failure?.hint;
  say({ text: `${doing} did not work, nothing was changed. ${said}`, level: "bad", ...(hint ? { hint } : {}) });
}

export const close = (id: number): void => show(toasts.filter((toast) => toast.id !== id));

/** Takes back what the newest toast offers to undo. */
export function undoLast(): void {
  const last = toasts.findLast((toast) => toast.undo);
  if (last) void takeBack(last);
  else say({ text: "There is nothing to undo here. Older changes are undone from a record's history." });
}

async function takeBack(toast: Toast): Promise<void> {
  close(toast.id);
  try {
    await toast.undo?.();
    say({ text: "Undone." });
  } catch (error) {
    sayFailure(error, "Undoing");
  }
}

export function Toasts() {
  const list = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className={css.toasts} role="status" aria-live="polite">
      {list.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const { id, level } = toast;
  useEffect(() => {
    if (level === "bad") return;
    const timer = setTimeout(() => close(id), stay);
    return () => clearTimeout(timer);
  }, [id, level]);
  return (
    <div className={css.toast}>
      {level && <Dot level={level} />}
      <div>
        {toast.text}
        {toast.hint && <div className="quiet">{toast.hint}</div>}
      </div>
      {toast.undo && (
        <Button onClick={() => void takeBack(toast)} hint="u">
          Undo
        </Button>
      )}
      <button type="button" className={css.close} onClick={() => close(id)} aria-label="Close">
        <X size={14} />
      </button>
    </div>
  );
}
