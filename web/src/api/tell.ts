// What tell answers and what keeping a report takes, under the names the pages use.
export type {
  EditReport,
  KeepReport,
  SaidReport,
  TellAnswer,
  TellAudience as Audience,
  TellDifference as Difference,
  TellSection as Section,
  TellSentence as Told,
} from "./generated";
