import { expect, settled, test } from "./server";

test.use({ fresh: "forecast" });

test("what helps → preview → accept → undo; a moved promise stays on record", async ({ app }) => {
  await app.goto("/deliver/forecast");
  await settled(app);
  await expect(app.locator("li[data-what]").first()).toBeVisible({ timeout: 60_000 });
  const { steps, milestone } = await (await app.request.get("/api/v1/answers/helps")).json();
  const card = app.getByRole("region", { name: "Preview" });
  const look = async (title: string) => {
    await app.getByRole("button", { name: `Preview: ${title}` }).click();
    await expect(card.getByRole("heading", { name: title })).toBeVisible();
    await expect(card).toContainText("Nothing has changed yet");
    await expect(card.getByRole("row").or(card.getByText("No date and no odds change.")).first()).toBeVisible();
  };
  // What helps besides a later date, where anything does, changes records or makes new ones, and can be undone.
  const other = steps.find((step: { what: string }) => step.what !== "deadline");
  if (other) {
    const made = other.changes.find((change: { id?: string; key?: string }) => change.id || change.key);
    const record = async () => {
      const response = await app.request.get(`/api/v1/records/${made.kind}/${made.id || made.key}`);
      return response.ok() ? (await response.json()).data : response.status();
    };
    const before = await record();
    await look(other.title);
    expect(await record()).toEqual(before);
    await card.getByRole("button", { name: "Accept" }).click();
    await expect(card).toBeHidden();
    expect(await record()).toMatchObject(made.op === "patch" ? made.data : { title: "Newcomer" });
    await app.getByRole("button", { name: "Undo" }).click();
    await expect(app.getByText("Undone.")).toBeVisible();
    expect(await record()).toEqual(before);
  }

  const date = steps.find((step: { what: string }) => step.what === "deadline");
  await look(date.title);
  await expect(card).toContainText("this cannot be undone");
  await card.getByRole("button", { name: "Accept" }).click();
  await expect(card).toBeHidden();
  await expect(app.getByText(`${date.title}.`).last()).toBeVisible();
  await expect(app.getByRole("button", { name: "Undo" })).toHaveCount(0);
  const promises = (await (await app.request.get(`/api/v1/records/milestone/${milestone.id}`)).json()).data.promises as { date: string; end?: string }[];
  expect(promises.filter((one) => one.end === "withdrawn")).toHaveLength(1);
  const moved = promises.find((one) => !one.end);
  await expect(app.getByRole("heading", { level: 1 })).toContainText(`the promised ${Number(moved?.date.slice(8))} `);
});

test("a milestone chosen is the one the sentence speaks of, and the one promised", async ({ app }) => {
  await app.goto("/deliver/forecast");
  await settled(app);
  await app.getByRole("button", { name: /^Reporting, first merchants/ }).click();
  await expect(app.getByRole("heading", { level: 1 })).toContainText("Reporting, first merchants");
  await app.getByRole("textbox", { name: "To whom" }).fill("Finance");
  await app.getByRole("button", { name: /^Promise, \d+ %/ }).click();
  await expect(app.getByText(/^Reporting, first merchants is promised to Finance/)).toBeVisible();
  await expect(app.getByRole("heading", { level: 1 })).toContainText("by the promised", { timeout: 30_000 });
  // A promise is on record for good: nothing offers to undo it.
  await expect(app.getByRole("button", { name: "Undo" })).toHaveCount(0);
});
