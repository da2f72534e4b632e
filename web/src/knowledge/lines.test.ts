import { describe, expect, it } from "vitest";
import { areas, knowledgeAnswer } from "../test/stubAnswers";
import { sayDays } from "../ui/dates";
import { tints } from "./colour";
import { areasOf, unknownLines } from "./read";

describe("lines by people who left", () => {
  const views = areasOf({ ...knowledgeAnswer, areas: areas.slice(0, 4).map((area, index) => ({ ...area, ...[{ gone_part: 0 }, { gone_part: 0.1 }, { gone_part: 1 }, {}][index] })) });

  it("colours each area by its part, and says which parts are not known", () => {
    const { of, legend } = tints(views, "left");
    expect(views.map((area) => of(area).label)).toEqual(["under 10 % by people who left", "10 to 25 %", "75 % or more", "not known"]);
    expect(legend.map((tint) => tint.label)).toEqual(["under 10 % by people who left", "10 to 25 %", "75 % or more", "not known"]);
  });

  it("says why it is not known of the area's own repository only", () => {
    const reading = { id: "lines.reading", evidence: [], segments: [{ text: "Who wrote the lines of " }, { text: "payments is still being worked out." }] };
    const map = { ...knowledgeAnswer, missing: [{ ...reading, id: "knowledge.none" }, reading] };
    expect(unknownLines(map, areas[0]!)).toBe(reading);
    expect(unknownLines(map, { ...areas[0]!, repository: "pay" })).toBeUndefined();
    expect(unknownLines(undefined, areas[0]!)).toBeUndefined();
  });

  it("says lengths of time in days, months or years", () => {
    expect([0, 1, 59, 60, 729, 767].map(sayDays)).toEqual(["under a day", "1 day", "59 days", "2 months", "24 months", "2.1 years"]);
  });
});
