import type { ReactNode } from "react";
import type { Level } from "../api/types";
import css from "./ui.module.css";

const levelWords: { [level in Level]: string } = { bad: "urgent", warn: "soon", info: "for your information", good: "good news" };

/** A level as a shape and a word for those who do not see it: never colour alone. */
export function Dot({ level = "info" }: { level?: Level | undefined }) {
  return (
    <span className={css.dot} data-level={level} role="img" aria-label={levelWords[level]} title={levelWords[level]} />
  );
}

export const Tag = ({ children }: { children: ReactNode }) => <span className={css.tag}>{children}</span>;

export const Tags = ({ children }: { children: ReactNode }) => <div className={css.tags}>{children}</div>;

export function Block({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={css.section}>
      <header>
        <h2 className={css.label}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

export function Head({ over, title, under }: { over?: ReactNode; title: ReactNode; under?: ReactNode }) {
  return (
    <header className={css.head}>
      {over && <p className={css.under}>{over}</p>}
      <h1 className={css.headline}>{title}</h1>
      {under && <p className={css.under}>{under}</p>}
    </header>
  );
}

export function Skeleton({ width = "100%", height = 16, gap = 0 }: { width?: number | string; height?: number; gap?: number }) {
  return <span className={css.skeleton} aria-hidden="true" style={{ width, height, marginBottom: gap }} />;
}

/** Holds the place of a page while it is asked for, at the height its headline will have. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton width="72%" height={28} gap={10} />
      <Skeleton width="44%" height={16} gap={28} />
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} width={`${96 - ((row * 7) % 20)}%`} height={34} gap={12} />
      ))}
    </div>
  );
}

/** What a page is for when it has nothing yet, and the one action to start. */
export function Empty({ title, children, action, heading: Heading = "h2" }: { title: string; children?: ReactNode; action?: ReactNode; heading?: "h1" | "h2" }) {
  return (
    <div className={css.state}>
      <Heading>{title}</Heading>
      <p>{children}</p>
      {action}
    </div>
  );
}

export const Bar = ({ children }: { children: ReactNode }) => <div className={css.bar}>{children}</div>;

export const Push = ({ children }: { children: ReactNode }) => <span className={`${css.bar} ${css.push}`}>{children}</span>;
