import { useSyncExternalStore } from "react";
import { stored } from "./stored";

export type Theme = "auto" | "light" | "dark" | "contrast";

export const themes: { value: Theme; label: string }[] = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "contrast", label: "High contrast" },
];

/** The choice; public/theme.js reads the same name before the first paint. */
export const theme = stored<Theme>("plumbline.theme", "auto");

function media(query: string): { subscribe: (tell: () => void) => () => void; get: () => boolean } {
  const list = typeof matchMedia === "undefined" ? undefined : matchMedia(query);
  return {
    subscribe: (tell) => {
      list?.addEventListener("change", tell);
      return () => list?.removeEventListener("change", tell);
    },
    get: () => list?.matches ?? false,
  };
}

const dark = media("(prefers-color-scheme: dark)");
const more = media("(prefers-contrast: more)");

/** What to show now, and writes it to the page's root. High contrast follows the system's light or dark. */
export function useScheme(): "light" | "dark" {
  const choice = theme.use();
  const systemDark = useSyncExternalStore(dark.subscribe, dark.get);
  const systemMore = useSyncExternalStore(more.subscribe, more.get);
  const contrast = choice === "contrast" || (choice === "auto" && systemMore);
  const scheme = choice === "dark" || (choice !== "light" && systemDark) ? "dark" : "light";
  document.documentElement.toggleAttribute("data-contrast", contrast);
  if (contrast) document.documentElement.setAttribute("data-contrast", "more");
  return scheme;
}
