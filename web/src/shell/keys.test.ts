import { describe, expect, it } from "vitest";
import { match, nameOf } from "./keys";

const layer = (...keys: string[]) => ({ bindings: keys.map((one) => ({ keys: one, label: one, run: () => {} })) });

describe("keys", () => {
  it("waits for the second key of a sequence", () => {
    expect(match([layer("g t")], "", "g")).toEqual({ wait: true });
    expect(match([layer("g t")], "g", "t").run?.keys).toBe("g t");
    expect(match([layer("g t")], "g", "x")).toEqual({});
  });

  it("lets the page cover the shell", () => {
    const page = layer("e");
    expect(match([layer("e"), page], "", "e").run).toBe(page.bindings[0]);
  });

  it("names Ctrl and Cmd alike and leaves Alt to the browser", () => {
    const press = { key: "K", ctrlKey: false, metaKey: false, altKey: false };
    expect(nameOf({ ...press, ctrlKey: true })).toBe("mod+k");
    expect(nameOf({ ...press, metaKey: true })).toBe("mod+k");
    expect(nameOf({ ...press, altKey: true })).toBe("");
  });
});
