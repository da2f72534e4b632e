import { describe, expect, it } from "vitest";
import { odds as short } from "../align/spark";
import { oddsOf } from "../tradeoffs/read";
import cases from "../../../internal/answers/statement/testdata/odds.json";
import { odds } from "./units";

// The server's tests read the same cases: a page and the terminal say odds alike.
describe("odds are said as the server says them", () => {
  it("has cases", () => expect(cases.length).toBeGreaterThan(10));

  it.each(cases)("$odds: $words", (one) => {
    const share = one.odds ?? Number.NaN;
    expect(odds(share)).toBe(one.words);
    expect(oddsOf(share)).toBe(one.words);
    expect(short(share)).toBe(one.short);
  });
});
