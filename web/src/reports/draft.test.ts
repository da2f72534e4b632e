import { describe, expect, it } from "vitest";
import type { TellAnswer } from "../api/tell";
import { dropped, edited, keepOf, partFor, touched, unchanged } from "./draft";

const sentence = (subject: string) => ({ subject, statement: { id: "", segments: [{ text: subject }], evidence: [] } });
const answer = {
  audience: { key: "executives" },
  from: "2026-02-13",
  result: "ab12",
  sections: [
    { part: "outcome", title: "Outcome", items: [sentence("outcome/a"), sentence("outcome/b")] },
    { part: "asks", title: "Asks", items: [sentence("asks/c")] },
  ],
} as unknown as TellAnswer;

describe("changing a report before it is kept", () => {
  it("takes a change back when a sentence has its own words again", () => {
    const once = edited(unchanged, "outcome/a", " Shorter. ", "Longer.");
    expect(once.edits).toEqual({ "outcome/a": "Shorter." });
    expect(touched(edited(once, "outcome/a", "Longer.", "Longer."))).toBe(false);
    expect(touched(edited(once, "outcome/a", "  ", "Longer."))).toBe(false);
    expect(dropped(dropped(unchanged, "asks/c"), "asks/c")).toEqual(unchanged);
  });

  it("sends what is still told, and no words for what is dropped", () => {
    let changes = edited(unchanged, "outcome/a", "A.", "a");
    changes = edited(changes, "outcome/gone", "G.", "g");
    changes = dropped(dropped(changes, "outcome/b"), "outcome/gone");
    changes = dropped(edited(changes, "asks/c", "C.", "c"), "asks/c");
    changes = { ...changes, said: [{ part: "thanks", text: "Thanks." }] };
    expect(keepOf(answer, changes, true)).toEqual({
      audience: "executives",
      since: "2026-02-13",
      result: "ab12",
      drop: ["outcome/b", "asks/c"],
      edits: [{ subject: "outcome/a", text: "A." }],
      said: [{ part: "thanks", text: "Thanks." }],
      approve: true,
    });
    expect(partFor(answer)).toBe("asks");
  });
});
