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
  rank: number;
  level: Level;
  statement: Statement;
  reason?: Statement;
  since?: string;
  evidence?: Fact[] | null;
  tags?: string[] | null;
  action?: TodayAction;
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
  project?: Named;
  people: Somebody[];
  start: string;
  finish: string;
  spread?: Spread;
  /** Share of futures in which it decides the end; over 0.5 it is drawn as critical. */
  critical: number;
  done: boolean;
  /** Share 0..1 of the work that is done. */
  progress?: number;
  status?: string;
  pinned?: boolean;
  /** Minutes of planned work. */
  work?: number;
  after?: { id: string; link?: string }[] | null;
  version?: number;
  why?: string;
}

export interface PlanMilestone extends Named {
  project?: Named;
  finish: string;
  done: boolean;
  spread: Spread;
  /** The day promised, else the day wanted. */
  wanted?: string;
  promised?: boolean;
  to?: string;
  odds?: number;
  /** 101 instants: by curve[n] in n % of the futures. */
  curve?: string[] | null;
  /** The tasks it needs; absent means all of its project. */
  tasks?: string[] | null;
  statement?: Statement;
}

export interface PersonLoad {
  person: Somebody;
  /** The Monday, minutes planned, minutes there are. */
  weeks: { week: string; work: number; has: number }[];
}

/** What moves the end most, in working minutes between its own good and bad futures. */
export interface Driver {
  kind: string;
  id?: string;
  key?: string;
  title: string;
  shift: number;
}

export interface PlanAnswer extends Answer {
  tasks: PlanTask[];
  milestones: PlanMilestone[];
  load?: PersonLoad[] | null;
  drivers?: Driver[] | null;
  trials?: number;
  /** A proven lower bound on the finish, shown when near. */
  bound?: string;
  /** What had to be assumed or cannot be done. */
  gaps?: Statement[] | null;
  /** Of what was called P percent sure, how much came true. */
  record?: { forecasts: number; right: number } | null;
}
