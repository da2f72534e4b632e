import { expect, settled, test } from "./server";

test("an objective without work → tie a project → the orphan list shrinks → undo", async ({ app }) => {
  await app.goto("/align/objectives");
  await settled(app);
  await expect(app.getByRole("heading", { level: 1 })).toContainText("nobody works on 1 objective");
  const orphans = app.getByRole("list", { name: "Projects that serve nothing" });
  await expect(orphans.getByRole("listitem")).toHaveCount(1);
  const idle = app.getByRole("article").filter({ hasText: "Finance closes the month in two days" });
  await expect(idle).toContainText("no work");

  await app.keyboard.press("t");
  const pick = app.getByRole("combobox", { name: "Objective that Reporting serves" });
  await expect(pick).toBeFocused();
  await pick.selectOption({ label: "Finance closes the month in two days" });

  await expect(app.getByText("All open work serves an objective.")).toBeVisible();
  await expect(orphans).toHaveCount(0);
  await expect(idle).not.toContainText("no work");
  await expect(idle.getByRole("link", { name: "Reporting" })).toBeVisible();
  await expect(app.getByRole("heading", { level: 1 })).toContainText("All planned work serves an objective");

  await app.getByRole("button", { name: /^Undo/ }).click();
  await expect(orphans.getByRole("listitem")).toHaveCount(1);
  await expect(idle).toContainText("no work");
});

test("a project is dragged onto the objective it serves", async ({ app }) => {
  await app.goto("/align/objectives");
  await settled(app);
  const orphans = app.getByRole("list", { name: "Projects that serve nothing" });
  await orphans.getByRole("link", { name: "Reporting" }).dragTo(app.getByRole("article").filter({ hasText: "A quiet night" }));
  await expect(orphans).toHaveCount(0);
  await app.getByRole("button", { name: /^Undo/ }).click();
  await expect(orphans.getByRole("listitem")).toHaveCount(1);
});

test("a strategy is read, asked about and settled", async ({ app }) => {
  await app.goto("/decide/strategy");
  await settled(app);
  await expect(app.getByRole("heading", { level: 1 })).toContainText("nobody on this team is woken");
  await expect(app.getByText(/% of the hours, 40 % was said/).first()).toBeVisible();
  await app.getByLabel("Ask something about it").fill("What comes after the ledger?");
  await app.getByRole("button", { name: "Ask", exact: true }).click();
  const asked = app.getByRole("listitem").filter({ hasText: "What comes after the ledger?" });
  await expect(asked).toContainText("no answer yet");
  await asked.getByRole("button", { name: "settle" }).click();
  await expect(asked).toContainText("settled");
});

test("the trace shows what is unplanned, and a task closes the gap", async ({ app, server }) => {
  await app.goto("/deliver/requirements?missing=unplanned");
  await settled(app);
  const table = app.getByRole("table", { name: "Trace of requirements" });
  const row = table.getByRole("row").filter({ hasText: "An error says what the guest can do" });
  await expect(row).toContainText("no task");
  const made = await app.request.post(`${server.address}/api/v1/records/task`, { headers: { Origin: server.address }, data: { data: { title: "Words for each refusal", project: "PAY", status: "todo", work: "6h", requirements: ["Q-7"] } } });
  expect(made.ok()).toBe(true);
  await expect(row).toHaveCount(0);
  await app.getByRole("button", { name: /^Unplanned/ }).click();
  await expect(row).toContainText("0 of 1 task done");
  const { id } = (await made.json()) as { id: string };
  expect((await app.request.delete(`${server.address}/api/v1/records/task/${id}`, { headers: { Origin: server.address } })).ok()).toBe(true);
});
