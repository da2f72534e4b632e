import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, it } from "vitest";
import type { DecidedAnswer } from "../api/answers";
import type { Session, Statement } from "../api/types";
import { answerQuery } from "../api/queries";
import { HereContext } from "../shell/session";
import { decidedAnswer, today } from "../test/stubAnswers";
import { DecisionsPage } from "./DecisionsPage";

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const path = (text: string) => ({ text, as: "path" as const, id: text });
const conflict: Statement = {
  id: "decided.conflict.unsaid",
  segments: [{ text: "“A queue” (" }, path("adr/2.md"), { text: ") replaces “Cron” (" }, path("adr/1.md"), { text: "), which still says accepted." }],
  evidence: [{ address: "git:x@1:adr/2.md", label: "adr/2.md" }, { address: "git:x@1:adr/1.md", label: "adr/1.md" }],
};

async function draw(answer: DecidedAnswer): Promise<HTMLElement> {
  const client = new QueryClient();
  client.setQueryData(answerQuery<DecidedAnswer>("decided").queryKey, answer);
  const page = () => (
    <HereContext.Provider value={{ session: {} as Session, kinds: [], today }}>
      <DecisionsPage />
    </HereContext.Provider>
  );
  const router = createRouter({ routeTree: createRootRoute({ component: page }), history: createMemoryHistory() });
  const box = document.body.appendChild(document.createElement("div"));
  await act(async () => {
    createRoot(box).render(
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>,
    );
    await router.load();
  });
  return box;
}

it("shows records that cannot both stand with both files and why, and nothing where there are none", async () => {
  const box = await draw({ ...decidedAnswer, conflicts: [conflict] });
  const title = [...box.querySelectorAll("h2")].find((one) => one.textContent === "Cannot both stand");
  const block = title?.closest("section") ?? title?.parentElement;
  expect(block?.querySelector("li")?.textContent).toContain("replaces “Cron” (adr/1.md), which still says accepted.");
  expect([...(block?.querySelectorAll("li a") ?? [])].map((one) => one.getAttribute("href"))).toEqual(["/guide/who?path=adr%2F2.md", "/guide/who?path=adr%2F1.md"]);
  expect(block?.querySelector("li button")?.textContent).toBe("why?");
  expect((await draw(decidedAnswer)).textContent).not.toContain("Cannot both stand");
});
