import type { ButtonHTMLAttributes, ReactNode } from "react";
import css from "./ui.module.css";

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: "strong" | "plain";
  /** The key that does the same, shown beside the words. */
  hint?: string;
  children: ReactNode;
}

export function Button({ tone, hint, children, className, ...rest }: Props) {
  const look = [css.button, tone && css[tone], className].filter(Boolean).join(" ");
  return (
    <button type="button" className={look} {...rest}>
      {children}
      {hint && <kbd aria-hidden="true">{hint}</kbd>}
    </button>
  );
}

export const buttonClass = (tone?: "strong" | "plain") => [css.button, tone && css[tone]].filter(Boolean).join(" ");
