import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Statement } from "../api/types";
import { presenting } from "../shell/presenting";
import { Said, segmentTo, textOf, WhyWord, wordsOf } from "./Statement";
import { WhyContext } from "./why";

const statement: Statement = {
  id: "test",
  segments: [
    { text: "Checkout", as: "record", kind: "milestone", id: "m1", key: "M-1" },
    { text: " costs " },
    { text: "€30,000", as: "money" },
    { text: ", " },
    { text: "38 %", as: "probability", why: "result:plan" },
    { text: ", says " },
    { text: "Old Hand", as: "person", kind: "person" },
    { text: " of " },
    { text: "ledger/post.go", as: "path", id: "ledger/post.go" },
  ],
  evidence: [{ address: "rec:milestone/m1@2", label: "Checkout" }],
};

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

async function draw(asked = vi.fn()): Promise<HTMLElement> {
  const page = () => (
    <WhyContext.Provider value={asked}>
      <p>
        <Said statement={statement} /> <WhyWord statement={statement} />
      </p>
    </WhyContext.Provider>
  );
  const router = createRouter({ routeTree: createRootRoute({ component: page }), history: createMemoryHistory() });
  const box = document.body.appendChild(document.createElement("div"));
  await act(async () => {
    createRoot(box).render(
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>,
    );
    await router.load();
  });
  return box;
}

afterEach(() => presenting.set("off"));

describe("a statement", () => {
  it("says exactly its words", async () => {
    const box = await draw();
    expect(box.textContent).toBe("Checkout costs €30,000, 38 %, says Old Hand of ledger/post.go why?");
    expect(textOf(statement)).toBe("Checkout costs €30,000, 38 %, says Old Hand of ledger/post.go");
  });

  it("links what has a page, and a contributor without a record has none", async () => {
    const box = await draw();
    expect([...box.querySelectorAll("a")].map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
      ["Checkout", "/records/milestone/M-1"],
      ["ledger/post.go", "/guide/who?path=ledger%2Fpost.go"],
    ]);
    expect(segmentTo({ text: "Old Hand", as: "person", kind: "person" })).toBeUndefined();
  });

  it("asks why of a figure, with its own address, and of the whole", async () => {
    const asked = vi.fn();
    const box = await draw(asked);
    const [figure, whole] = [...box.querySelectorAll("button")];
    await act(async () => figure?.click());
    await act(async () => whole?.click());
    expect(asked.mock.calls.map(([question]) => [question.address, question.text])).toEqual([
      ["result:plan", "38 %"],
      ["result:plan", ""],
    ]);
  });

  it("does not draw money while presenting", async () => {
    presenting.set("on");
    const box = await draw();
    expect(box.textContent).not.toContain("30,000");
    expect(box.textContent).toContain("hidden");
  });
});

describe("a date in a sentence", () => {
  it("goes without the year of today, and keeps any other", () => {
    const range = { text: "20 December 2025 and 3 March 2026", as: "range" } as const;
    expect(wordsOf(range, "2026-02-20")).toBe("20 December 2025 and 3 March");
    expect(wordsOf({ text: "10 March 2026", as: "date" }, "2027-01-02")).toBe("10 March 2026");
    expect(wordsOf({ text: "in 2026", as: undefined }, "2026-02-20")).toBe("in 2026");
  });
});
