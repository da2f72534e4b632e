// One place knows which keys are valid now. Pages add theirs while they are shown; the
// overlay behind "?" lists exactly what would work.
import { useEffect, useRef, useSyncExternalStore } from "react";

export interface Binding {
  /** "j", "?", "mod+k", "Escape", or two keys in a row: "g t". */
  keys: string;
  label: string;
  group?: string;
  run: () => void;
  /** Works in a text field too. */
  always?: boolean;
  /** Not shown in the overlay (the arrow beside j, say). */
  hidden?: boolean;
}

/** A sequence such as "g t" is forgotten after this long, in milliseconds. */
const patience = 1200;

type Layer = { bindings: Binding[] };
let layers: readonly Layer[] = [];
const listeners = new Set<() => void>();

function changed(next: readonly Layer[]): void {
  layers = next;
  for (const listener of listeners) listener();
}

/** The name of the pressed key as bindings write it. */
export function nameOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  if (event.altKey) return "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

/** The binding a press completes, given the key waiting before it; the newest layer wins. */
export function match(all: readonly Layer[], waiting: string, key: string): { run?: Binding; wait?: boolean } {
  const wanted = waiting ? `${waiting} ${key}` : key;
  for (const layer of all.toReversed()) {
    const hit = layer.bindings.find((binding) => binding.keys === wanted);
    if (hit) return { run: hit };
  }
  const starts = !waiting && all.some((layer) => layer.bindings.some((binding) => binding.keys.startsWith(`${key} `)));
  return starts ? { wait: true } : {};
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const type = target instanceof HTMLInputElement ? target.type : "";
  if (type === "range" || type === "checkbox" || type === "radio") return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

const inDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** Listens on the window for the life of the page; returns what stops it. */
export function startKeys(): () => void {
  let waiting = "";
  let since = 0;
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = nameOf(event);
    if (!key || ["Shift", "Control", "Meta"].includes(event.key)) return;
    if (event.timeStamp - since > patience) waiting = "";
    const { run, wait } = match(layers, waiting, key);
    waiting = "";
    const busy = typing(event.target) || inDialog();
    if (run && (!busy || run.always)) {
      event.preventDefault();
      run.run();
    } else if (wait && !busy) {
      waiting = key;
      since = event.timeStamp;
    }
  };
  addEventListener("keydown", pressed);
  return () => removeEventListener("keydown", pressed);
}

/** Adds keys while the calling component is shown. The list may change at every render. */
export function useKeys(bindings: Binding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const shape = bindings.map((binding) => `${binding.keys}\t${binding.label}`).join("\n");
  useEffect(() => {
    const fixed = latest.current.map((binding) => ({
      ...binding,
      run: () => latest.current.find((one) => one.keys === binding.keys)?.run(),
    }));
    const layer: Layer = { bindings: fixed };
    changed([...layers, layer]);
    return () => changed(layers.filter((one) => one !== layer));
  }, [shape]);
}

/** Every key valid now, without those a newer layer covers, grouped for the overlay. */
export function useValidKeys(): Binding[] {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => layers,
  );
  const seen = new Set<string>();
  const valid: Binding[] = [];
  for (const layer of now.toReversed()) {
    for (const binding of layer.bindings) {
      if (seen.has(binding.keys)) continue;
      seen.add(binding.keys);
      if (!binding.hidden) valid.push(binding);
    }
  }
  return valid;
}
