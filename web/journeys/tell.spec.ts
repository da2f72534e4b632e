import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, idle, settled, test } from "./server";

const shots = process.env.SHOTS ? path.resolve(import.meta.dirname, "../../shots") : undefined;

test.use({ fresh: "tell" });

test("the weekly report for executives: written, changed, approved, taken away, in a few steps", async ({ app }) => {
  // A report is refused once what it rests on has changed, so the first plan comes first.
  await app.goto("/align/reports");
  await idle(app);
  await settled(app);
  await expect(app.getByRole("heading", { level: 1 })).toContainText("Executives were told last");

  // Step 1: who is told.
  await app.keyboard.press("1");
  const report = app.getByRole("article", { name: /^Executives, / });
  await expect(report.getByRole("heading", { level: 2 }).first()).toHaveText("Outcome");
  await expect(report).toContainText("Checkout launch is promised to Sales for");
  await expect(report).toContainText("Changed since the last report");
  await expect(report).not.toContainText(/gateway|idempot|callback|PAY-|Ana Castelo/i);
  await expect(app.getByRole("list", { name: "What differs from the last report" })).toContainText("Checkout launch moved");
  if (shots) await app.screenshot({ path: path.join(shots, "tell.png") });

  // Steps 2 to 4: a sentence in other words, one left out, one added.
  const first = report.getByRole("listitem").first();
  await first.getByRole("button", { name: /^Edit: / }).click();
  await app.getByRole("textbox", { name: /^Words of: / }).fill("The launch needs your decision this week.");
  await app.keyboard.press("Enter");
  await expect(first).toContainText("in your words");
  await first.getByRole("button", { name: /^Why: / }).click();
  await expect(app.getByRole("dialog", { name: "Why" }).getByRole("article").first()).toContainText(/plan/);
  await app.keyboard.press("Escape");
  const result = report.getByRole("listitem").filter({ hasText: "Median time to pay" });
  await result.getByRole("button", { name: /^Leave out: / }).click();
  await report.getByRole("button", { name: "Add a sentence to What we ask of you" }).click();
  await app.getByRole("textbox", { name: "A sentence for What we ask of you" }).fill("Come and see it on Thursday.");
  await app.keyboard.press("Enter");
  await expect(report).toContainText("Come and see it on Thursday. said by you");

  // Step 5: approved and kept.
  await app.keyboard.press("a");
  await expect(app).toHaveURL(/\/align\/reports\/executives-/);
  await expect(report).toContainText("The launch needs your decision this week. in other words than computed");
  await expect(report).not.toContainText("Median time to pay");
  await expect(report.getByRole("button", { name: /^Edit: / })).toHaveCount(0);

  // Step 6: taken away.
  const download = app.waitForEvent("download");
  await app.getByRole("button", { name: /^Save as HTML/ }).click();
  const file = await readFile(await (await download).path(), "utf8");
  expect(file).toContain("<h2>What we ask of you</h2>");
  expect(file).toContain("Come and see it on Thursday.");
  expect(file).not.toContain("<script");
  await app.emulateMedia({ media: "print" });
  await expect(app.getByRole("navigation", { name: "Duties" }).first()).toBeHidden();
  await expect(app.getByRole("button", { name: /^Save as HTML/ })).toBeHidden();
  await expect(report).toBeVisible();
  await app.emulateMedia({ media: null });

  await app.getByRole("textbox", { name: "Sent today to" }).fill("The board");
  await app.keyboard.press("Enter");
  await expect(app.getByRole("listitem").filter({ hasText: "The board," })).toBeVisible();
  await app.getByRole("link", { name: "Reports", exact: true }).last().click();
  await expect(app.getByRole("list", { name: "Reports that were kept" }).getByRole("listitem").first()).toContainText("sent");
});
