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

export interface PlanTask {
  id: string;
  kind?: string;
  key: string;
  title: string;
  /** Key of the group (a milestone or a project) the row stands under. */
  group?: string;
  people: Ref[];
  /** Dates in the organisation's zone; the plan's own window. */
  start: string;
  finish: string;
  /** Finish dates of the simulation; the band is P10–P90. */
  p10?: string;
  p50?: string;
  p80?: string;
  p90?: string;
  /** Share 0..1 of the work that is done. */
  done?: number;
  critical?: boolean;
  pinned?: boolean;
  status?: string;
  /** Minutes of work that remain. */
  remaining?: number;
  after?: { id: string; type?: string }[];
  version?: number;
  milestone?: boolean;
  why?: string;
}

export interface PlanGroup {
  key: string;
  id?: string;
  kind?: string;
  title: string;
  promised?: string;
  odds?: number;
  to?: string;
}

export interface PersonLoad {
  person: Ref;
  /** One entry a week: the Monday, minutes planned and minutes there are. */
  weeks: { start: string; planned: number; capacity: number }[];
}

export interface PlanAnswer extends Answer<PlanTask> {
  groups?: PlanGroup[];
  people?: PersonLoad[];
  trials?: number;
  bound_gap_pct?: number;
}

/** What a change of the plan would bring, before it is applied. */
export interface PlanPreview {
  title: string;
  rows: { label: string; before?: string; after?: string; error?: string; level?: Level }[];
  note?: Statement;
  items: PlanTask[];
}

export interface ForecastItem {
  id: string;
  kind?: string;
  key: string;
  title: string;
  promised?: string;
  to?: string;
  odds?: number;
  p10: string;
  p50: string;
  p80: string;
  p90: string;
  /** The distribution of the finish: dates with the share of futures finished by then. */
  curve: { date: string; share: number }[];
  drivers?: { title: string; days: number; id?: string; kind?: string; key?: string; statement?: Statement }[];
  statement?: Statement;
}

export interface ForecastAnswer extends Answer<ForecastItem> {
  record?: { kept: number; of: number; level: number; bins?: { said: number; came: number; of: number }[] };
}

export interface DecisionItem {
  id: string;
  key: string;
  title: string;
  status: string;
  statement?: Statement;
  criteria: { name: string; weight: number }[];
  options: { name: string; scores: (number | null)[]; total?: number; cost?: number; why?: string[] }[];
  /** For each criterion the weight in 0..1 from which another option leads, others rescaled in proportion. */
  flips?: { criterion: number; at: number; to: string; direction: "above" | "below" | string }[];
  holds?: { rule: string; state: "holds" | "broken" | "unknown" | string; text?: Statement }[];
}

export interface SkillCell {
  skill: string;
  claims: { source: string; level: number; when?: string }[];
  evidence?: { level?: number; statement?: Statement; last?: string };
  interest?: number;
}

export interface SkillRow {
  person: Ref;
  cells: SkillCell[];
}

export interface SkillsAnswer extends Answer<SkillRow> {
  skills: { id: string; key: string; title: string; category?: string; need?: number; holders?: number }[];
}
