// The shapes of the answers' items and sections: what the pages read. Where the server
// does not fix a shape yet this is the proposal; every field a page can do without is
// optional, so that a thinner answer still renders.
import type { Change, Fact, Level, Ref, Statement } from "./types";

/** A block beside the main list: rows of words, a bar, or both. Absent when the server has nothing. */
export interface Section {
  id: string;
  title: string;
  rows?: { label?: string; text?: Statement; before?: string; after?: string; level?: Level; href?: string }[];
  note?: Statement;
  /** Parts of a whole, shares 0..1, with the share that was wanted. */
  balance?: { parts: { label: string; share: number }[]; wanted?: number };
}

export interface Answer<Item = unknown> {
  question: string;
  headline: Statement;
  /** A second, small line under the headline. */
  detail?: Statement;
  as_of: string;
  computed_at: string;
  facts?: { repositories: number; age_s: number; stale?: boolean };
  items: Item[];
  sections?: Section[] | null;
  missing?: Statement[] | null;
}

export interface TodayAction {
  label: string;
  key: string;
  kind: "create" | "open" | "snooze" | string;
  href?: string;
  change?: Change | { reason?: string; changes: Change[] };
}

export interface TodayItem {
  id: string;
  rule: string;
  level: Level;
  statement: Statement;
  reason?: Statement;
  since?: string;
  evidence?: Fact[] | null;
  tags?: string[] | null;
  action?: TodayAction;
}

/** One thing Today looks for: how many it found, and from when on it counts. */
export interface TodayRule {
  name: string;
  found: number;
  threshold: Statement;
}

export interface TodayAnswer extends Answer<TodayItem> {
  rules?: TodayRule[] | null;
}

/** Somebody as an answer names them: a person's record, or a contributor, who has no id. */
export interface Somebody {
  id?: string;
  key?: string;
  title: string;
}

/** One part of the code on the map. */
export interface Area {
  repository: string;
  name: string;
  lines: number;
  files: number;
  /** How many know it; `people` holds at most five of them, best to ask first. */
  knowers: number;
  people: Somebody[];
  last?: string;
  age_days: number;
  /** Somebody knew it, nobody does now. */
  gone?: boolean;
  evidence?: Fact[];
}

export interface KnowledgeAnswer extends Answer {
  areas: Area[];
}

export interface Candidate {
  person: Somebody;
  knows?: boolean;
  reason: Statement;
}

/** An area that is left with one knower or none. */
export interface Loss {
  repository: string;
  area: string;
  lines: number;
  before: number;
  left: number;
  others: Candidate[];
  seconds: Candidate[];
}

export interface AwayAnswer extends Answer {
  who: Somebody;
  from?: string;
  to?: string;
  areas: Loss[];
  /** Figures of the plan before and after; empty without a plan. */
  breaks: { label: Statement; before: string; after: string; worse: boolean }[];
  /** Areas they know that keep two or more. */
  kept: number;
}

export interface WhoAnswer extends Answer<Candidate> {
  repository?: string;
  path?: string;
  area?: string;
}

/** The odds from the pace of a repository alone. */
export interface WhenAnswer extends Answer<Statement> {
  repository: string;
  remaining: number;
  by?: string;
  odds?: number;
  p10?: string;
  p50?: string;
  p80?: string;
  p90?: string;
  /** 101 days: by curve[n] in n % of the futures; "" is never. */
  curve: string[];
  weeks: { start: string; changes: number }[];
  record?: { forecasts: number; right: number };
}

/** A record as an answer names it. */
export interface Named extends Ref {
  kind: string;
}

/** The range of a date: instants or plain dates. */
export interface Spread {
  p10: string;
  p50: string;
  p80: string;
  p90: string;
}

/** One task of the plan: its own window, and where its finish lands in the simulated futures. */
export interface PlanTask extends Named {
  /** Id of its project. */
  project: string;
  status: string;
  people: Somebody[];
  start: string;
  finish: string;
  spread: Spread;
  /** Share of futures in which it decides the end; from one half on it is drawn as critical. */
  critical: number;
  done: boolean;
  /** Share 0..1 of the work that is done. */
  progress: number;
  after: { id: string; link?: string }[] | null;
  pinned: boolean;
  deadline?: string;
  version: number;
}

export interface PlanMilestone extends Named {
  project: string;
  finish: string;
  spread: Spread;
  done: boolean;
  promised?: string;
  to?: string;
  odds_then?: number;
  wanted?: string;
  /** By the end of the promised, else the wanted day. */
  odds?: number;
  /** 101 instants: by curve[n] in n % of the futures. */
  curve: string[] | null;
  version: number;
}

/** A person's planned minutes by week (its Monday) against the minutes there are. */
export interface PersonLoad extends Somebody {
  weeks: { week: string; work: number; has: number }[] | null;
}

export interface PlanAnswer extends Answer {
  start: string;
  end: string;
  projects: Named[];
  tasks: PlanTask[];
  milestones: PlanMilestone[];
  people: PersonLoad[] | null;
  drivers: Statement[] | null;
  /** What had to be assumed or cannot be done. */
  gaps: Statement[] | null;
  trials: number;
  /** A proven bound on the end, worth a footnote when the gap is at most 10 %. */
  bound?: { finish: string; gap_pct: number };
  /** Minutes of people's time, and of it toward their goals. */
  work: number;
  growth: number;
  /** Absent for who may not see rates. */
  cost?: { currency: string; plan: number; p10: number; p50: number; p90: number };
  /** Records changed since; a better plan is on its way. */
  stale?: boolean;
}

export interface PlanWindow {
  start: string;
  finish: string;
  people: Somebody[];
}

/** What a change set would do to the plan; nothing has changed yet. */
export interface PlanPreview {
  rows: { label: Statement; before: string; after: string; better: number }[];
  moved: (Named & { before: PlanWindow; after: PlanWindow })[] | null;
  after: PlanAnswer;
}

export interface DecidedItem extends Named {
  status: string;
  state: "holds" | "waits" | "overdue" | "expired" | "superseded" | "closed" | string;
  statement: Statement;
  outcome?: string;
  date?: string;
  due?: string;
  review?: string;
  deciders: Somebody[] | null;
  superseded_by: Named[] | null;
  tasks: Named[] | null;
  source?: string;
}

export interface SkillColumn extends Named {
  category?: string;
  /** Highest level that open tasks need; 0 means none. */
  needed: number;
  tasks: Named[] | null;
  /** People at the needed level, or at any where none is needed. */
  holders: number;
}

export interface SkillCell {
  person: string;
  skill: string;
  /** As planning takes it. */
  level: number;
  goal?: number;
  claims: { source: string; level: number; when?: string; id: string }[] | null;
  contested: boolean;
}

export interface SkillsAnswer extends Answer {
  skills: SkillColumn[];
  people: Somebody[];
  cells: SkillCell[];
}
