import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Kind } from "../api/types";
import { type Binding, useKeys } from "./keys";
import type { Command } from "./Palette";
import { presenting } from "./presenting";
import type { Duty } from "./rooms";
import type { Overlay } from "./Shell";
import { theme, themes } from "./theme";
import { undoLast } from "./toasts";

const present = () => presenting.set(presenting.get() === "on" ? "off" : "on");

/** Registers the keys that work everywhere and returns the palette's commands: the same acts, by name. */
export function useShellKeys(duties: Duty[], kinds: Kind[], open: (overlay: Overlay) => void): Command[] {
  const navigate = useNavigate();
  const places = useMemo(() => duties.flatMap((duty) => (duty.places.length ? duty.places : [{ ...duty }])), [duties]);
  const goes: Binding[] = places
    .filter((place) => place.go)
    .map((place) => ({ keys: `g ${place.go}`, label: place.label, group: "Go to", run: () => void navigate({ to: place.to }) }));
  useKeys([
    { keys: "mod+k", label: "Search or ask", group: "Everywhere", always: true, run: () => open("palette") },
    { keys: "/", label: "Search or ask", group: "Everywhere", hidden: true, run: () => open("palette") },
    { keys: "?", label: "Keys valid here", group: "Everywhere", run: () => open("keys") },
    { keys: ".", label: "Present: hide private matters", group: "Everywhere", run: present },
    { keys: "u", label: "Undo", group: "Everywhere", run: undoLast },
    ...goes,
  ]);
  return useMemo(
    () => [
      ...places.map((place) => ({ id: `go-${place.id}`, label: `Go to ${place.label}`, run: () => void navigate({ to: place.to }), ...(place.go ? { hint: `g ${place.go}` } : {}) })),
      ...kinds.map((kind) => ({ id: `new-${kind.kind}`, label: `New ${kind.title.toLowerCase()}`, run: () => void navigate({ to: "/records/$kind/new", params: { kind: kind.kind } }) })),
      { id: "present", label: "Present: hide money and private matters", hint: ".", run: present },
      { id: "keys", label: "Show the keys valid here", hint: "?", run: () => open("keys") },
      ...themes.map((one) => ({ id: `theme-${one.value}`, label: `Look: ${one.label.toLowerCase()}`, run: () => theme.set(one.value) })),
    ],
    [places, kinds, navigate, open],
  );
}
