// A kept report as its record holds it.
import type { DataOf } from "../api/generated";
import type { RecordOf } from "../api/types";

export type ReportData = DataOf["report"];
export type Sentence = NonNullable<ReportData["sentences"]>[number];

export const reportOf = (record: RecordOf): ReportData => record.data as unknown as ReportData;

/** The parts in the order they are read, with the words above them. */
export const parts: { part: Sentence["part"]; title: string }[] = [
  { part: "outcome", title: "Outcome" },
  { part: "changed", title: "Changed since the last report" },
  { part: "dates", title: "Dates" },
  { part: "risks", title: "Risks" },
  { part: "asks", title: "What we ask of you" },
  { part: "thanks", title: "Thanks" },
];

export const marks: { [source in Sentence["source"]]?: string } = { edited: "in other words than computed", said: "said by a person" };

/** A draft's sentences with one said otherwise: it keeps its facts and the words it was computed with. */
export function said(list: Sentence[], at: number, text: string): Sentence[] {
  return list.map((one, index) => {
    if (index !== at) return one;
    if (one.source === "said") return { ...one, text };
    const own = one.was ?? one.text;
    const { was: _, ...rest } = one;
    return text === own ? { ...rest, text, source: "computed" } : { ...rest, text, was: own, source: "edited" };
  });
}
