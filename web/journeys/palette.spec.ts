import { expect, settled, test } from "./server";

/** The twelve questions of a week, as people would say them: what is typed, what is chosen then, and where it leads. */
const questions: { typed: string; choose: string; fill?: string; to: RegExp }[] = [
  { typed: "needs me today", choose: "what needs me today", to: /\/$/ },
  { typed: "when will it be ready", choose: "when is … done", fill: "PAY", to: /\/deliver\/forecast\?of=/ },
  { typed: "who knows", choose: "who knows …", fill: "ledger", to: /\/guide\/who\?path=ledger/ },
  { typed: "what could go wrong", choose: "what threatens our promises", to: /\/deliver\/risks/ },
  { typed: "somebody is away", choose: "what if … is away", fill: "ana", to: /\/guide\/knowledge\?who=ana/ },
  { typed: "what hangs on one person", choose: "where should knowledge grow", to: /\/guide\/invest/ },
  { typed: "which skills do we need", choose: "who can do what, and who wants to grow", to: /\/grow\/skills/ },
  { typed: "why did we decide", choose: "what did we decide about …", fill: "queue", to: /\/decide\/decisions\?q=queue/ },
  { typed: "what do I tell the executives", choose: "what do I tell the others", to: /\/align\/reports/ },
  { typed: "does our work serve", choose: "does our work serve the objectives", to: /\/align\/objectives/ },
  { typed: "is the team well?", choose: "is the team well", to: /\/grow\/health/ },
  { typed: "where does my time go", choose: "where does my time go", to: /\/grow\/my-time/ },
];

test("each of the twelve questions is found by its words and opens its page", async ({ app }) => {
  await app.goto("/settings/look");
  await settled(app);
  for (const { typed, choose, fill, to } of questions) {
    await app.keyboard.press("Control+k");
    const field = app.getByRole("combobox", { name: "Search or ask" });
    await field.fill(typed);
    const first = app.getByRole("listbox", { name: "Answers" }).getByRole("option").first();
    await expect(first).toHaveText(choose);
    if (fill) {
      await field.press("Enter");
      await field.pressSequentially(fill);
      await expect(first).toContainText(fill, { ignoreCase: true });
    }
    await field.press("Enter");
    await expect(app).toHaveURL(to);
    await settled(app);
    await expect(app.locator("h1").first()).not.toBeEmpty();
  }
});
