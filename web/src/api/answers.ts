// What the questions answer: the server's own structs, as generated.ts writes them from
// Go, under the names the pages use.
import type { SkillCell, Somebody, Statement, TodayAnswer } from "./generated";

export type {
  AboutAnswer,
  AboutPair as NamePair,
  AboutPairs,
  Area,
  AwayAnswer,
  AwayCandidate as Candidate,
  CalibrationAnswer,
  CalibrationGiven as Given,
  CalibrationLevel as Level,
  CodeAge,
  CodeCoupling as CouplingAnswer,
  CodeHotspots as HotspotsAnswer,
  CodePair as Coupled,
  CodeSide as CoupledSide,
  DecidedAnswer,
  DecidedItem,
  EarningsAnswer as EarnedAnswer,
  HelpsAnswer,
  HelpsRow,
  InvestAnswer,
  KnowledgeAnswer,
  KnowledgeTrend as Trend,
  LearnAnswer,
  Loss,
  Named,
  OutlookAhead,
  OutlookAnswer,
  OutlookPoint,
  PersonLoad,
  PlanAnswer,
  PlanMilestone,
  PlanPreview,
  PlanTask,
  PlanWindow,
  ReviewersAnswer,
  ReviewersOwners as OwnersAnswer,
  RiskAnswer,
  RiskRow,
  RiskSuggestion,
  SkillCell,
  SkillColumn,
  SkillsAnswer,
  SkillsProposal as ProposedSkill,
  Somebody,
  Spread,
  TechnologyAnswer,
  TechnologyDependency as Dependency,
  TodayAction,
  TodayAnswer,
  TodayItem,
  TodayRule,
  TodaySince,
  TodaySection,
  TracesAnswer,
  WaysAnswer,
  WhenAnswer,
  WhoAnswer,
  WhoCandidate,
} from "./generated";

/** What every answer begins with. */
type Head = Pick<TodayAnswer, "question" | "headline" | "as_of" | "computed_at" | "facts" | "missing">;

/** An answer of which only the beginning counts, or its list too where the items are named. */
export type Answer<Item = undefined> = Item extends undefined ? Head : Head & { items: Item[] };

/** Somebody suggested, with the reason and, where it can be told, by when they could know it. */
export interface Suggested {
  person: Somebody;
  reason: Statement;
  soon?: Statement;
}

/** What the repositories show of a claim, derived and never stored. */
export type ClaimState = NonNullable<SkillCell["state"]>;
