import { useSyncExternalStore } from "react";

/** A small choice of this browser, kept over a reload and shared by its tabs. */
export interface Stored<T extends string> {
  get: () => T;
  set: (value: T) => void;
  use: () => T;
}

export function stored<T extends string>(name: string, fallback: T, changed?: (value: T) => void): Stored<T> {
  const listeners = new Set<() => void>();
  let held: T | undefined;
  const get = (): T => {
    if (held === undefined) {
      try {
        held = (localStorage.getItem(name) as T | null) ?? fallback;
      } catch {
        held = fallback; // Storage may be forbidden; the choice then lasts as long as the page.
      }
    }
    return held;
  };
  const tell = () => {
    changed?.(get());
    for (const listener of listeners) listener();
  };
  const set = (value: T) => {
    held = value;
    try {
      localStorage.setItem(name, value);
    } catch {
      // As above.
    }
    tell();
  };
  const subscribe = (listener: () => void) => {
    const other = (event: StorageEvent) => {
      if (event.key !== name) return;
      held = undefined;
      tell();
    };
    listeners.add(listener);
    addEventListener("storage", other);
    return () => {
      listeners.delete(listener);
      removeEventListener("storage", other);
    };
  };
  return { get, set, use: () => useSyncExternalStore(subscribe, get) };
}
