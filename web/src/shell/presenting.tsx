import { MonitorUp } from "lucide-react";
import type { ReactNode } from "react";
import { stored } from "./stored";
import css from "./shell.module.css";

/** On while a screen is shared: money, private fields and people's private sections are not drawn at all. */
export const presenting = stored<"on" | "off">("plumbline.presenting", "off");

export const usePresenting = (): boolean => presenting.use() === "on";

/** Draws its children only when nobody looks over the shoulder. */
export function Private({ children, instead = null }: { children: ReactNode; instead?: ReactNode }) {
  return usePresenting() ? instead : children;
}

export function PresentingNotice() {
  if (!usePresenting()) return null;
  return (
    <button type="button" className={css.presenting} onClick={() => presenting.set("off")}>
      <MonitorUp size={14} aria-hidden="true" />
      Presenting: money and private matters are hidden <kbd>.</kbd>
    </button>
  );
}
