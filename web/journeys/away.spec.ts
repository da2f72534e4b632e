import { expect, settled, test } from "./server";

test("what if someone is away for six weeks → see dates move", async ({ app }) => {
  await app.goto("/guide/knowledge");
  await settled(app);
  await expect(app.getByRole("group", { name: "Areas by size" }).getByRole("button").first()).toBeVisible();
  await app.getByRole("combobox", { name: "Away" }).selectOption({ label: "Ana Castelo" });
  await expect(app.getByRole("heading", { level: 1 })).toContainText("Ana Castelo");
  const breaks = app.getByRole("heading", { name: "What breaks in the plan" });
  await expect(breaks).toBeVisible();
  const lost = app.getByRole("button", { name: /ledger: 1 → 0 know it/ });
  await expect(lost).toBeVisible();
  const before = await app.getByRole("heading", { level: 1 }).textContent();

  // Four days instead of six weeks: the dates move again.
  const from = await app.getByLabel("from", { exact: true }).inputValue();
  const to = new Date(Date.parse(`${from}T00:00:00Z`) + 3 * 86_400_000).toISOString().slice(0, 10);
  await app.getByLabel("to", { exact: true }).fill(to);
  await expect(app.getByRole("heading", { level: 1 })).not.toHaveText(before ?? "");

  await lost.click();
  await expect(app.getByText("Who could be second")).toBeVisible();
});

test("who wrote the lines of an area, and how old they are", async ({ app }) => {
  await app.goto("/guide/knowledge?colour=left");
  await settled(app);
  await app.getByRole("group", { name: "Areas by size" }).getByRole("button", { name: /^ledger/ }).click();
  const panel = app.getByRole("complementary");
  // Lines are worked out after the repository was read, and the open page hears of it.
  await expect(panel.getByText(/wrote \d+ % of the lines there today.* Half are older than/)).toBeVisible();
  await expect(app.getByText(/by people who left$/).first()).toBeVisible();
  await panel.getByRole("button", { name: /^Why: .* wrote / }).click();
  await expect(app.getByRole("dialog", { name: "Why" }).getByRole("article").first()).toBeVisible();
  await app.keyboard.press("Escape");

  await app.getByRole("combobox", { name: "As" }).selectOption("table");
  await expect(app.getByRole("columnheader", { name: "By people who left" })).toBeVisible();

  await app.goto("/guide/hotspots");
  await expect(app.getByText("Of the lines that stand there today.")).toBeVisible();
  await expect(app.getByRole("columnheader", { name: "Half are older than" })).toBeVisible();

  await app.goto("/guide/who?path=ledger");
  await expect(app.getByText(/wrote \d+ % of its lines/).first()).toBeVisible();
});

test("who knows a path, with reasons that open", async ({ app }) => {
  await app.goto("/guide/who");
  await app.getByLabel("Path:").fill("ledger");
  await app.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(app.getByRole("heading", { level: 1 })).toContainText("Ana Castelo");
  await app.getByRole("button", { name: /^Why: / }).first().click();
  await expect(app.getByRole("dialog", { name: "Why" }).getByRole("article").first()).toBeVisible();
});
