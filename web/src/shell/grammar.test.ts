import { describe, expect, it } from "vitest";
import { blankOf, phrases, read, shown } from "./grammar";

const all = [...new Set(phrases.map((phrase) => phrase.room))];
const phrase = (id: string) => {
  const found = phrases.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe("the palette's fixed phrases", () => {
  it.each([
    ["away", "what if ana is away", "ana"],
    ["away", "what if ana is aw", "ana"],
    ["away", "What If Ana", "Ana"],
    ["away", "what if ", ""],
    ["when", "when is Checkout v2 done?", "Checkout v2"],
    ["who", "who knows ledger/post.go", "ledger/post.go"],
    ["decided", "what did we decide about queues", "queues"],
  ])("%s: %j leaves %j in the blank", (id, text, filled) => {
    expect(blankOf(phrase(id), text)).toBe(filled);
  });

  it("offers the phrases that hold every word typed", () => {
    expect(read("who knows", all).map((one) => one.phrase.id)).toEqual(["who"]);
    expect(read("away", all).map((one) => one.phrase.id)).toEqual(["away"]);
    expect(read("who", all).map((one) => one.phrase.id)).toEqual(["who", "grow", "review", "should"]);
    expect(read("", all)).toHaveLength(phrases.length);
  });

  it.each([
    ["today", "what needs me today?"],
    ["when", "when will it be ready"],
    ["when", "how sure is the date"],
    ["who", "who knows"],
    ["risk", "what could go wrong"],
    ["away", "what if somebody leaves"],
    ["invest", "what hangs on one person"],
    ["grow", "which skills do we need"],
    ["decided", "why did we decide"],
    ["tell", "what do I tell the executives"],
    ["align", "what is it for"],
    ["health", "is the team overloaded"],
    ["health", "how are we doing"],
    ["self", "how is my time divided"],
  ])("finds %s by %j", (id, text) => {
    expect(read(text, all).map((one) => one.phrase.id)).toContain(id);
  });

  it("has the twelve questions of a week", () => {
    expect(phrases.filter((one) => one.weekly).map((one) => one.id)).toEqual(["today", "when", "who", "risk", "away", "invest", "grow", "decided", "tell", "align", "health", "self"]);
  });

  it("settles on a phrase once it is begun", () => {
    expect(read("who knows ledger", all)).toMatchObject([{ phrase: { id: "who" }, state: "blank", filled: "ledger" }]);
  });

  it("never offers a question whose room is not built", () => {
    expect(read("", ["today"]).map((one) => one.phrase.id)).toEqual(["today"]);
    expect(read("what if ana", ["today"])).toEqual([]);
  });

  it("shows the blank as dots until it is filled", () => {
    expect(shown(phrase("when"))).toBe("when is … done");
    expect(shown(phrase("when"), "PAY-12")).toBe("when is PAY-12 done");
  });
});
