// The shapes of the answers about choosing: trade-offs and reasons.
import type { Answer, Named, Somebody, Spread } from "./answers";
import type { Statement } from "./types";

/** A milestone to compare plans by. */
export interface TradeMark extends Named {
  by?: string;
  promised: boolean;
  confidence: number;
}

/** Somebody on a task, and who helps them. */
export interface Hand extends Somebody {
  mentor?: Somebody;
}

/** A task with other people than now. */
export interface Difference extends Named {
  before: Hand[];
  after: Hand[];
  notes: Statement[];
  start: string;
}

export interface TradePlan {
  id: string;
  names: string[];
  title: Statement;
  words: Statement[];
  /** What it trades, as a sentence. */
  against: Statement;
  finish: Spread;
  /** Aligned with the answer's marks. */
  marks: (Spread & { odds?: number })[];
  work: number;
  growth: number;
  singles: number;
  shared: number;
  changes: number;
  hand_overs: number;
  cost?: number;
  budget_odds?: number;
  differs: Difference[];
}

export interface TradeoffsAnswer extends Answer {
  result: string;
  marks: TradeMark[];
  /** Side by side, what is planned now first. */
  plans: TradePlan[];
  /** Behind them, without differences. */
  points: TradePlan[];
  advised?: string;
  trials: number;
  currency?: string;
  review?: string;
  decision?: string;
  busy: boolean;
  stale: boolean;
}

/** Why the plan has a task where it has it, with whom. */
export interface ReasonsAnswer extends Answer {
  task: Named;
  start: Statement;
  seats: { person: Somebody; mentor?: Somebody; reason: Statement; next: { person: Somebody; stretch: boolean; costs: Statement[] }[] }[];
}
