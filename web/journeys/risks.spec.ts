// A risk the evidence suggests is taken, enters the forecast, and something is done about it.
import { expect, settled, test } from "./server";

test("a suggested risk is taken, the odds change, and a mitigation becomes a task", async ({ app, server }) => {
  await app.goto("/deliver/risks");
  await settled(app);
  const odds = async () => (await (await app.request.get(`${server.address}/api/v1/answers/plan`)).json()).milestones.map((one: { odds?: number }) => one.odds ?? -1);
  const before = await odds();
  await app.keyboard.press("t");
  await expect(app.getByText(/^Taken:/)).toBeVisible();
  await expect.poll(async () => (await (await app.request.get(`${server.address}/api/v1/answers/risk`)).json()).risks.length).toBe(4);
  await expect.poll(odds, { timeout: 60_000 }).not.toEqual(before);
  await expect(app.getByRole("link", { name: /is away while/ })).toBeVisible();
  await app.getByRole("button", { name: "Do something about it" }).first().click();
  await app.getByLabel("Task", { exact: true }).fill("Somebody learns it first");
  await app.getByRole("button", { name: "Plan it" }).click();
  await expect(app.getByText(/is planned; the odds follow/)).toBeVisible();
  await expect(app.getByRole("link", { name: "Somebody learns it first" })).toBeVisible();
});

test("a suggestion is dismissed with its reason and does not come back", async ({ app }) => {
  await app.goto("/deliver/risks");
  await settled(app);
  await app.keyboard.press("d");
  await app.getByPlaceholder("Why it is no risk").fill("Two more learn it this month.");
  await app.keyboard.press("Enter");
  await expect(app.getByText(/^Dismissed:/)).toBeVisible();
  await expect(app.getByText("1 dismissed")).toBeVisible();
});
