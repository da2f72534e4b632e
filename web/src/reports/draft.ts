// What somebody has changed of a report that is not kept yet, and what keeping it sends.
import type { KeepReport, SaidReport, TellAnswer, Told } from "../api/tell";

export interface Changes {
  /** Other words, by the subject of a sentence. */
  edits: { [subject: string]: string };
  dropped: string[];
  said: SaidReport[];
}

export const unchanged: Changes = { edits: {}, dropped: [], said: [] };

export const touched = ({ edits, dropped, said }: Changes): boolean => Object.keys(edits).length + dropped.length + said.length > 0;

/** Gives a sentence other words; its own words again, or none, take the change back. */
export function edited(changes: Changes, subject: string, text: string, own: string): Changes {
  const { [subject]: _, ...edits } = changes.edits;
  const words = text.trim();
  return { ...changes, edits: words && words !== own ? { ...edits, [subject]: words } : edits };
}

export const dropped = (changes: Changes, subject: string): Changes => ({
  ...changes,
  dropped: changes.dropped.includes(subject) ? changes.dropped.filter((one) => one !== subject) : [...changes.dropped, subject],
});

/** The part a sentence belongs to when it is added with no part at hand: the last one shown. */
export const partFor = (answer: TellAnswer): SaidReport["part"] => (answer.sections.at(-1)?.part ?? "outcome") as SaidReport["part"];

const told = (answer: TellAnswer): Told[] => answer.sections.flatMap((section) => section.items);

/** What keeping sends: only changes of sentences that are still told. */
export function keepOf(answer: TellAnswer, changes: Changes, approve: boolean): KeepReport {
  const there = new Set(told(answer).map((one) => one.subject));
  return {
    audience: answer.audience.key,
    since: answer.from,
    result: answer.result,
    drop: changes.dropped.filter((one) => there.has(one)),
    edits: Object.entries(changes.edits).flatMap(([subject, text]) => (there.has(subject) && !changes.dropped.includes(subject) ? [{ subject, text }] : [])),
    said: changes.said,
    approve,
  };
}
