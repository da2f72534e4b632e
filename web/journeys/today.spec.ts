import { expect, settled, test } from "./server";

test("first start → Today → why → act", async ({ app }) => {
  await app.goto("/");
  await settled(app);
  const items = app.getByRole("list", { name: "What needs you" }).getByRole("listitem").filter({ has: app.getByRole("heading") });
  await expect(items.first()).toBeVisible();
  const count = await items.count();
  expect(count).toBeGreaterThan(2);
  expect(count).toBeLessThanOrEqual(9);

  await app.getByRole("button", { name: /^Why: / }).first().click();
  const why = app.getByRole("dialog", { name: "Why" });
  await expect(why).toBeVisible();
  await expect(why.getByRole("article").first()).toContainText(/\w{6,}/);
  await app.keyboard.press("Escape");
  await expect(why).toBeHidden();

  // The one key of the decision that waits leads to it.
  const decide = items.filter({ hasText: "waits to be decided" });
  await expect(decide).toHaveCount(1);
  await decide.getByRole("button", { name: /^Decide/ }).click();
  await expect(app).toHaveURL(/\/decide\/decisions\//);
});

test("what is snoozed goes, and comes back when the snooze is undone", async ({ app }) => {
  await app.goto("/");
  await settled(app);
  const items = app.getByRole("list", { name: "What needs you" }).getByRole("listitem").filter({ has: app.getByRole("heading") });
  const words = (await items.nth(1).getByRole("heading").textContent()) ?? "";
  await app.keyboard.press("j");
  await app.keyboard.press("j");
  await app.keyboard.press("z");
  await app.getByRole("button", { name: "In two weeks" }).click();
  await expect(app.getByRole("heading", { name: words })).toHaveCount(0);
  await expect(app.getByText(/^Put off until/)).toBeVisible();
  await app.getByRole("button", { name: "Undo" }).click();
  await expect(app.getByRole("heading", { name: words })).toBeVisible();
});

test("the palette asks a fixed question and completes it", async ({ app }) => {
  await app.goto("/");
  await settled(app);
  await app.keyboard.press("Control+k");
  const field = app.getByRole("combobox", { name: "Search or ask" });
  await expect(field).toBeFocused();
  await field.fill("what if ana");
  await expect(app.getByRole("option", { name: /what if Ana \w+ is away/ }).first()).toBeVisible();
  await app.keyboard.press("Enter");
  await expect(app).toHaveURL(/\/guide\/knowledge\?who=ana/);
});

test("Enter pressed before the search has answered waits for what it finds", async ({ app }) => {
  await app.goto("/");
  await settled(app);
  let answer = () => {};
  const held = new Promise<void>((release) => {
    answer = release;
  });
  await app.route("**/api/v1/search?*", async (route) => {
    await held;
    await route.continue();
  });
  await app.keyboard.press("Control+k");
  const field = app.getByRole("combobox", { name: "Search or ask" });
  await expect(field).toBeFocused();
  await field.fill("Ledger idempotency");
  await app.keyboard.press("Enter");
  await expect(field).toBeVisible();
  answer();
  await expect(app).toHaveURL(/\/records\/task\/PAY-12/);
});

test("presenting hides money and survives a reload", async ({ app }) => {
  await app.goto("/deliver/plan");
  await settled(app);
  await expect(app.getByText(/€/)).toBeVisible();
  await app.keyboard.press(".");
  await expect(app.getByText(/Presenting: money and private matters are hidden/)).toBeVisible();
  await expect(app.getByText(/€/)).toHaveCount(0);
  await app.reload();
  await settled(app);
  await expect(app.getByText(/€/)).toHaveCount(0);
  await app.keyboard.press(".");
  await expect(app.getByText(/€/)).toBeVisible();
});

test("the order of Today is what waiting costs, and it says what changed since last week", async ({ app, server }) => {
  await app.goto("/");
  await settled(app);
  const items = app.getByRole("list", { name: "What needs you" }).getByRole("listitem").filter({ has: app.getByRole("heading") });
  await items.first().getByText(/^A day of waiting costs about/).click();
  await expect(items.first()).toContainText("What costs most to wait for comes first.");
  const { items: answered } = (await (await app.request.get(`${server.address}/api/v1/answers/today`)).json()) as { items: { cost: { hours: number } }[] };
  const costs = answered.map((one) => one.cost.hours);
  expect(costs.length).toBeGreaterThan(2);
  expect(costs).toEqual([...costs].sort((a, b) => b - a));
  await expect(app.getByRole("heading", { name: /^What changed since/ })).toBeVisible();
  await expect(app.getByText(/is 80 % sure .* (later|sooner)/).first()).toBeVisible();
});
