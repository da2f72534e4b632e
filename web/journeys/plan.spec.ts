import { expect, settled, test } from "./server";

test("drag a task → preview → accept → undo", async ({ app }) => {
  await app.goto("/deliver/plan");
  await settled(app);
  const bar = app.locator("rect[data-task]:not([data-fixed])").first();
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
  const bar = app.locator("rect[data-task]:not([data-fixed])").first();
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

test("the same plan as people and as a table", async ({ app }) => {
  await app.goto("/deliver/plan?view=people");
  await settled(app);
  await expect(app.getByRole("rowheader").first()).toBeVisible();
  await app.getByRole("navigation", { name: "Views of the plan" }).getByRole("link", { name: "Table" }).click();
  const download = app.waitForEvent("download");
  await app.getByRole("button", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("plan.csv");
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
