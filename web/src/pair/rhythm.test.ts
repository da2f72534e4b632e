import { describe, expect, it } from "vitest";
import { nextAfter } from "./rhythm";

describe("the next day of a one-on-one", () => {
  it("follows the rhythm from the day that was planned", () => {
    expect(nextAfter("week", "2026-02-19", "2026-02-20")).toBe("2026-02-26");
    expect(nextAfter("two weeks", "2026-02-20", "2026-02-20")).toBe("2026-03-06");
  });
  it("counts from today where the planned day is long past or missing", () => {
    expect(nextAfter("week", "2026-01-02", "2026-02-20")).toBe("2026-02-27");
    expect(nextAfter("two weeks", undefined, "2026-02-20")).toBe("2026-03-06");
  });
  it("is never on a weekend", () => {
    expect(nextAfter("week", undefined, "2026-02-21")).toBe("2026-03-02");
    expect(nextAfter("week", undefined, "2026-02-22")).toBe("2026-03-02");
  });
});
