// What align and requirements answer, under the names the pages use.
export type {
  AlignAnswer,
  AlignAsked as Asked,
  AlignBet as Bet,
  AlignObjective as Objective,
  AlignOrphan as Orphan,
  AlignResult as KeyResult,
  AlignStrategy as StrategyState,
  RequirementsAnswer,
  RequirementsItem as Traced,
} from "./generated";
