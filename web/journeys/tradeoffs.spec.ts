import type { Page } from "@playwright/test";
import { expect, idle, settled, test } from "./server";

/** Opens the trade-offs and waits until plans stand side by side. */
async function opened(app: Page): Promise<void> {
  await app.goto("/deliver/tradeoffs");
  await expect(app.getByRole("region", { name: "Plans side by side" })).toBeVisible({ timeout: 60_000 });
  await settled(app);
}

test("choose “grows people” → decision with options, plan accepted → undo", async ({ app }) => {
  await opened(app);
  const answer = await (await app.request.get("/api/v1/answers/tradeoffs")).json();
  const grows = answer.plans.find((plan: { names: string[] }) => plan.names.includes("grows people"));
  const name = grows.title.segments[0].text as string;
  await app.getByRole("button", { name, exact: true }).click();
  await expect(app.getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(app.getByText(`${name}, against now`)).toBeVisible();
  const task = grows.differs[0];
  const before = await (await app.request.get(`/api/v1/records/task/${task.id}`)).json();

  await app.keyboard.press("Enter");
  const form = app.getByRole("form", { name: `Choose ${name}` });
  await form.getByLabel("Because").fill("Two people should know it by summer.");
  await form.getByRole("button", { name: `Choose ${name}` }).click();
  await expect(app.getByText(`${name} is chosen;`)).toBeVisible();

  const decision = await (await app.request.get(`/api/v1/records/decision/${answer.decision}`)).json();
  expect(decision.data.outcome).toBe(name);
  expect(decision.data.status).toBe("accepted");
  expect(decision.data.options).toHaveLength(answer.plans.length);
  expect(decision.data.review).toBeTruthy();
  expect(decision.data.why).toContain("by summer");
  const after = await (await app.request.get(`/api/v1/records/task/${task.id}`)).json();
  expect(after.data.planned.people).toEqual(expect.arrayContaining(task.after.map((hand: { id: string }) => hand.id)));

  await app.getByRole("button", { name: "Undo" }).click();
  await expect(app.getByText("Undone.")).toBeVisible();
  expect((await app.request.get(`/api/v1/records/decision/${answer.decision}`)).status()).toBe(404);
  const undone = await (await app.request.get(`/api/v1/records/task/${task.id}`)).json();
  expect(undone.data.planned ?? null).toEqual(before.data.planned ?? null);
});

test("plans by keyboard, a point behind them, kept as a scenario", async ({ app }) => {
  await opened(app);
  const pressed = app.getByRole("region", { name: "Plans side by side" }).locator('button[aria-pressed="true"]');
  const first = await pressed.textContent();
  await app.keyboard.press("k");
  await app.keyboard.press("k");
  await app.keyboard.press("k");
  await app.keyboard.press("k");
  await expect(pressed).toHaveText("Now");
  await app.keyboard.press("j");
  await expect(pressed).not.toHaveText("Now");
  expect(first).toBeTruthy();
  const points = app.locator("g[data-plan^='plan-']");
  if ((await points.count()) > 0) {
    await points.first().dispatchEvent("click");
    await expect(pressed).toHaveText(/^Plan \d+$/);
  }
  await app.getByRole("button", { name: "Keep as scenario" }).click();
  await expect(app.getByText(/^Kept as a scenario/)).toBeVisible();
});

test("the palette knows the question", async ({ app }) => {
  await app.goto("/");
  await settled(app);
  await app.keyboard.press("Control+k");
  const box = app.getByRole("dialog").locator("input");
  await expect(box).toBeFocused();
  await box.fill("what are the trade");
  await expect(app.getByRole("option", { name: /trade-offs/ }).first()).toBeVisible();
  await app.keyboard.press("Enter");
  await expect(app).toHaveURL(/\/deliver\/tradeoffs/);
});

test("a chosen bar says why it lies there", async ({ app }) => {
  await app.goto("/deliver/plan");
  await idle(app);
  await settled(app);
  // Of work that has not begun: begun work is not asked of others.
  await app.locator("rect[data-task][data-grip='start']").last().click();
  const panel = app.getByRole("complementary", { name: /^Why / });
  await expect(panel.getByText(/instead|nobody else|pinned/).first()).toBeVisible({ timeout: 30_000 });
  await app.keyboard.press("Escape");
  await expect(panel).toBeHidden();
});
