// A decision's record, as the page computes with it.
import type { Data, RecordOf, Value } from "../api/types";

export interface Criterion {
  name: string;
  weight: number;
  why?: string;
}

export interface Option {
  name: string;
  text?: string;
  scores: { criterion: string; value: number; why?: string }[];
  cost?: string;
  feasibility?: string;
  pros?: string[];
  cons?: string[];
  neutral?: string[];
}

export interface Decision {
  status: string;
  criteria: Criterion[];
  options: Option[];
  outcome: string;
  /** scores[option][criterion] */
  scores: (number | undefined)[][];
}

const list = <T>(value: Value | undefined): T[] => (Array.isArray(value) ? (value as unknown as T[]) : []);

export function decisionOf(record: RecordOf): Decision {
  const criteria = list<Criterion>(record.data["criteria"]).map((one) => ({ ...one, weight: Number(one.weight ?? 0) }));
  const options = list<Option>(record.data["options"]).map((one) => ({ ...one, scores: one.scores ?? [] }));
  const scores = options.map((option) => criteria.map((criterion) => option.scores.find((one) => one.criterion === criterion.name)?.value));
  return { status: String(record.data["status"] ?? "draft"), criteria, options, outcome: String(record.data["outcome"] ?? ""), scores };
}

/** The decision's criteria with new weights, rounded so that files stay readable. */
export const withWeights = (criteria: Criterion[], weights: readonly number[]): Data => ({
  criteria: criteria.map((one, index) => ({ ...one, weight: Math.round((weights[index] ?? 0) * 1000) / 1000 })) as unknown as Value,
});

export const open = (status: string): boolean => status === "draft" || status === "proposed";
