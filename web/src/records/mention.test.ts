import { describe, expect, it } from "vitest";
import { completed, mentions, typingAt } from "./mention";

describe("a mention being typed", () => {
  it.each([
    ["ask @", { mark: "@", text: "", from: 4 }],
    ["ask @an", { mark: "@", text: "an", from: 4 }],
    ["(#PAY-1", { mark: "#", text: "PAY-1", from: 1 }],
    ["#p", { mark: "#", text: "p", from: 0 }],
    ["#", undefined],
    ["## ", undefined],
    ["mail x@an", undefined],
    ["a/#x", undefined],
    ["@ana said", undefined],
  ])("%j", (text, found) => expect(typingAt(text, text.length)).toEqual(found));

  it("is found before the caret, whatever follows", () => {
    expect(typingAt("ask @an about it", 7)).toEqual({ mark: "@", text: "an", from: 4 });
  });

  it("is written out with one space after it", () => {
    const typing = typingAt("ask @an", 7);
    expect(typing && completed("ask @an", 7, typing, "ana")).toEqual({ text: "ask @ana ", caret: 9 });
    const inside = typingAt("ask @an, now", 7);
    expect(inside && completed("ask @an, now", 7, inside, "ana")).toEqual({ text: "ask @ana, now", caret: 8 });
  });
});

describe("mentions in a text", () => {
  it("stand where the server reads them", () => {
    expect("@ana and (#PAY-12). Not x@y.z, a/#b or &#35; but #D-14, @ben.".match(mentions)).toEqual(["@ana", "#PAY-12", "#D-14", "@ben"]);
  });
});
