import { expect, settled, test } from "./server";

test("a promise under the odds agreed says what to do; another is confirmed, kept and counted", async ({ app, server }) => {
  await app.goto("/align/promises");
  await settled(app);
  await expect(app.getByRole("heading", { level: 1 })).toContainText("less likely to be kept than was agreed");
  const list = app.getByRole("list", { name: "Promises" });
  const slipped = list.getByRole("article").filter({ hasText: "Test system of the new gateway" });
  await expect(slipped).toContainText("40 %");
  await expect(slipped).toContainText("Ask Platform what would bring it above 40 %.");
  await expect(slipped.getByRole("img", { name: "40 %, 80 % agreed" })).toBeVisible();

  const quiet = list.getByRole("article").filter({ hasText: "Schema of the new warehouse" });
  await expect(quiet).toContainText("not confirmed for long");
  await quiet.getByRole("button", { name: "Schema of the new warehouse" }).click();
  await quiet.getByRole("button", { name: "Confirm…" }).click();
  await quiet.getByRole("textbox", { name: "How sure, in %" }).fill("95");
  // Typed key by key: the form keeps the field one is in.
  await quiet.getByRole("textbox", { name: "What they said" }).click();
  await app.keyboard.type("Done but for the names.");
  await expect(quiet.getByRole("textbox", { name: "What they said" })).toHaveValue("Done but for the names.");
  await quiet.getByRole("button", { name: "Write it down" }).click();
  await expect(quiet).toContainText("as agreed");
  await expect(quiet).toContainText("by their word");

  const score = app.getByRole("list", { name: "Kept by team" });
  await expect(score.getByText("Data → Payments")).toHaveCount(0);
  await quiet.getByRole("button", { name: "Kept", exact: true }).click();
  await expect(score.getByRole("listitem").filter({ hasText: "Data → Payments" })).toContainText("1 of 1");
  await app.getByRole("button", { name: /^Undo/ }).last().click();
  await expect(score.getByText("Data → Payments")).toHaveCount(0);

  // What was promised is never edited once it was confirmed.
  const edited = await app.request.patch(`${server.address}/api/v1/records/promise/V-13`, { headers: { Origin: server.address }, data: { data: { date: "2031-01-01" } } });
  expect(edited.status()).toBe(422);
  expect(await edited.text()).toContain("never edited");
});
