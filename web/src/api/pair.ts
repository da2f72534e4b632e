// What one-on-ones and one's own time answer, under the names the pages use.
export type {
  HealthAnswer,
  HealthGroup,
  HealthSign,
  OneononeAnswer as OneOnOnes,
  OneononePart as Part,
  OneononePoint as Point,
  OneononePrepared as Prepared,
  OneononeSeries as Series,
  OneononeTalk as Talk,
  SelfAnswer,
  SelfPart,
  SelfRange,
} from "./generated";
