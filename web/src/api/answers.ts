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
  sections?: Section[];
  missing?: Statement[];
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
  evidence?: Fact[];
  tags?: string[];
  action?: TodayAction;
}

/** One who knows an area: a person of the team, or a contributor nobody adopted. */
export interface Knower {
  id: string;
  kind: "person" | "contributor" | string;
  key?: string;
  name: string;
  /** Date of the last change there. */
  last?: string;
  /** Still active in the last 90 days. */
  active?: boolean;
  why?: string;
}

export interface AreaItem {
  id: string;
  title: string;
  repository?: string;
  lines: number;
  files?: number;
  knowers: Knower[];
  /** How many know it (knowers may be cut to the few that are shown). */
  count: number;
  last?: string;
  age_days?: number;
  /** Set by "away": how many know it while the person is away. */
  after?: number;
  statement?: Statement;
  evidence?: Fact[];
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
