import { readFile } from "node:fs/promises";
import { expect, settled, test } from "./server";

test("drag a task → preview → accept → undo", async ({ app }) => {
  await app.goto("/deliver/plan");
  await settled(app);
  const bar = app.locator('rect[data-grip="start"]').first();
  await bar.scrollIntoViewIfNeeded();
  const key = (await bar.getAttribute("data-task")) ?? "";
  const before = await (await app.request.get(`/api/v1/records/task/${key}`)).json();
  const box = await bar.boundingBox();
  if (!box) throw new Error("the bar is not drawn");
  await app.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await app.mouse.down();
  await app.mouse.move(box.x + box.width / 2 + 90, box.y + box.height / 2, { steps: 6 });
  await app.mouse.up();

  const card = app.getByRole("region", { name: "Preview" });
  await expect(card).toContainText("Nothing has changed yet");
  await expect(card.getByRole("row").or(card.getByText("No date and no odds change.")).first()).toBeVisible();
  expect((await (await app.request.get(`/api/v1/records/task/${key}`)).json()).version).toBe(before.version);

  await app.keyboard.press("Enter");
  await expect(card).toBeHidden();
  const after = await (await app.request.get(`/api/v1/records/task/${key}`)).json();
  expect(after.version).toBe(before.version + 1);
  expect(after.data.planned.pinned).toBe(true);

  await app.getByRole("button", { name: "Undo" }).click();
  await expect(app.getByText("Undone.")).toBeVisible();
  const undone = await (await app.request.get(`/api/v1/records/task/${key}`)).json();
  expect(undone.data.planned ?? null).toEqual(before.data.planned ?? null);
});

test("keep what a drag would bring as a scenario", async ({ app }) => {
  await app.goto("/deliver/plan");
  await settled(app);
  const bar = app.locator('rect[data-grip="start"]').first();
  await bar.scrollIntoViewIfNeeded();
  await bar.click();
  await app.keyboard.press("]");
  const card = app.getByRole("region", { name: "Preview" });
  await card.getByRole("button", { name: "Keep as scenario" }).click();
  await expect(app.getByText(/^Kept as a scenario/)).toBeVisible();
  await app.goto("/records/scenario");
  await settled(app);
  await expect(app.getByRole("link", { name: /starts 1 day later/ }).first()).toBeVisible();
});

test("the plan's sentence answers why", async ({ app }) => {
  await app.goto("/deliver/plan");
  await settled(app);
  await app.getByRole("button", { name: /^Why: / }).first().click();
  await expect(app.getByRole("dialog", { name: "Why" })).toContainText("Simulated futures");
});

test("drag the end of what has begun: the work that is left", async ({ app }) => {
  await app.goto("/deliver/plan");
  await settled(app);
  const bar = app.locator('rect[data-grip="end"]').first();
  const key = (await bar.getAttribute("data-task")) ?? "";
  const before = await (await app.request.get(`/api/v1/records/task/${key}`)).json();
  const box = await bar.boundingBox();
  if (!box) throw new Error("the bar is not drawn");
  await app.mouse.move(box.x + box.width - 4, box.y + box.height / 2);
  await app.mouse.down();
  await app.mouse.move(box.x + box.width + 90, box.y + box.height / 2, { steps: 6 });
  await app.mouse.up();
  const card = app.getByRole("region", { name: "Preview" });
  await expect(card.getByRole("heading")).toContainText(/has [\d.]+ h of work left, not [\d.]+ h/);
  await app.keyboard.press("Escape");
  await expect(card).toBeHidden();
  expect((await (await app.request.get(`/api/v1/records/task/${key}`)).json()).version).toBe(before.version);
});

test("drop a person on a task → preview → accept → undo, and the same by keyboard", async ({ app }) => {
  await app.goto("/deliver/plan?q=refund");
  await settled(app);
  const label = app.locator("[data-drop-task]").filter({ hasText: "Refund API" }).first();
  const before = await (await app.request.get("/api/v1/records/task/PAY-31")).json();
  await app.getByRole("button", { name: "Put Tomas Brandt on the chosen task" }).dragTo(label);
  const card = app.getByRole("region", { name: "Preview" });
  await expect(card.getByRole("heading")).toHaveText("Tomas joins “Refund API”");
  await expect(card.getByRole("row").or(card.getByText("No date and no odds change.")).first()).toBeVisible();
  await card.getByRole("button", { name: /^Instead of / }).click();
  await expect(card.getByRole("heading")).toHaveText("Tomas does “Refund API”");
  await expect(card.getByRole("row").or(card.getByText("No date and no odds change.")).first()).toBeVisible();
  await app.keyboard.press("Enter");
  await expect(card).toBeHidden();
  const after = await (await app.request.get("/api/v1/records/task/PAY-31")).json();
  expect(after.data.people).toHaveLength(1);
  await app.getByRole("button", { name: "Undo" }).click();
  await expect(app.getByText("Undone.")).toBeVisible();
  expect((await (await app.request.get("/api/v1/records/task/PAY-31")).json()).data.people ?? null).toEqual(before.data.people ?? null);

  await app.keyboard.press("j");
  await app.keyboard.press("p");
  const choice = app.getByRole("listbox", { name: "Person" });
  await expect(choice).toBeFocused();
  await app.keyboard.type("Tomas");
  await app.keyboard.press("Enter");
  await expect(card.getByRole("heading")).toHaveText("Tomas joins “Refund API”");
  await app.keyboard.press("Escape");
});

test("move a card on the board by pointer and by keyboard, and undo it", async ({ app }) => {
  await app.goto("/deliver/plan?view=board&q=contrast");
  await settled(app);
  const column = (name: string) => app.getByRole("region", { name, exact: true });
  const title = "Contrast and keyboard of the checkout";
  const status = async () => (await (await app.request.get("/api/v1/records/task/PAY-30")).json()).data;
  await expect(column("Todo").getByRole("link", { name: title })).toBeVisible();
  await column("Todo").locator("[data-drop-task]").dragTo(column("Doing").getByText("Nothing here."));
  await expect(column("Doing").getByRole("link", { name: title })).toBeVisible();
  await expect.poll(async () => (await status()).status).toBe("doing");
  expect((await status()).started).toBeTruthy();
  await app.getByRole("button", { name: "Undo" }).click();
  await expect(column("Todo").getByRole("link", { name: title })).toBeVisible();
  expect((await status()).started ?? null).toBeNull();

  await app.keyboard.press("j");
  await app.keyboard.press("]");
  await expect(column("Doing").getByRole("link", { name: title })).toBeVisible();
  await expect.poll(async () => (await status()).status).toBe("doing");
  await app.keyboard.press("u");
  await expect(column("Todo").getByRole("link", { name: title })).toBeVisible();

  // What the server refuses goes back, with its words.
  await app.route("**/api/v1/records/task/*", (route) => (route.request().method() === "PATCH" ? route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify({ title: "Forbidden", status: 403, detail: "Only its project may move it." }) }) : route.continue()));
  await app.getByRole("combobox", { name: `Status of ${title}` }).selectOption("review");
  await expect(app.getByText("Only its project may move it.")).toBeVisible();
  await expect(column("Todo").getByRole("link", { name: title })).toBeVisible();
});

test("the same part of the plan in every shape, and as files", async ({ app }) => {
  await app.goto("/deliver/plan?project=REP");
  await settled(app);
  const shapes = app.getByRole("navigation", { name: "Views of the plan" });
  for (const [name, region] of [["Timeline", "Timeline"], ["Board", "Board"], ["Table", "The plan as a table"], ["Graph", "Dependency graph"]] as const) {
    await shapes.getByRole("link", { name }).click();
    await expect(app.getByRole(name === "Timeline" ? "img" : "region", { name: name === "Timeline" ? /^Timeline of the plan/ : region })).toBeVisible();
    await expect(app.getByRole("link", { name: "Warehouse sync" })).toBeVisible();
    await expect(app.getByRole("link", { name: "Ledger idempotency" }).and(app.locator("main section a, main table a, main [data-drop-task] a"))).toHaveCount(0);
  }
  await shapes.getByRole("link", { name: "People" }).click();
  await expect(app.getByRole("row").filter({ hasText: "Lea Moreau" }).getByText("Warehouse sync")).toBeVisible();

  for (const [item, file, holds] of [["CSV", "plan.csv", "REP-7,Warehouse sync"], ["Markdown", "plan.md", "| REP-7 Warehouse sync |"], ["Mermaid", "plan.mmd", "section Reporting"], ["iCalendar", "plan.ics", "SUMMARY:REP-7 Warehouse sync"]] as const) {
    const waiting = app.waitForEvent("download");
    await app.getByRole("button", { name: "Export" }).click();
    await app.getByRole("menuitem", { name: new RegExp(`^${item}`) }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe(file);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain(holds);
    expect(text).not.toContain("PAY-12");
  }
  await app.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.getByRole("button", { name: "Export" }).click();
  await app.getByRole("menuitem", { name: "Copy the link" }).click();
  await expect(app.getByText("The link is on the clipboard.")).toBeVisible();
  expect(await app.evaluate(() => navigator.clipboard.readText())).toContain("/deliver/plan?project=REP");
});

test("promise a date with the odds it has now", async ({ app }) => {
  await app.goto("/deliver/forecast");
  await settled(app);
  await app.getByRole("textbox", { name: "To whom" }).fill("Finance");
  await app.getByRole("button", { name: /^Promise, \d+ %/ }).click();
  await expect(app.getByText(/is promised to Finance/)).toBeVisible();
  // A promise is on record for good: nothing offers to undo it.
  await expect(app.getByRole("button", { name: "Undo" })).toHaveCount(0);
});
