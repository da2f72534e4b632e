import { expect, settled, test, twoBrowsers } from "./server";

test("a comment with mentions is seen live by a second browser, answered, changed and deleted", async ({ browser, server, state }) => {
  const [one, two, close] = await twoBrowsers(browser, server, state);
  await Promise.all([one.goto("/records/task/PAY-19"), two.goto("/records/task/PAY-19")]);
  await Promise.all([settled(one), settled(two)]);
  await expect(two.getByText("Nothing has been said about this yet.")).toBeVisible();

  // Written with completion: a person by name, a record by key, the keyboard alone.
  await one.keyboard.press("m");
  const field = one.getByRole("textbox", { name: "New comment" });
  await expect(field).toBeFocused();
  await field.pressSequentially("Ask @noo");
  await expect(one.getByRole("option", { name: /Noor Haddad/ })).toHaveAttribute("aria-selected", "true");
  await one.keyboard.press("Enter");
  await expect(field).toHaveValue("Ask @noor ");
  await field.pressSequentially("about #PAY-2");
  await one.getByRole("option", { name: /Timeouts|Load test|Launch|PAY-2/ }).first().waitFor();
  await field.pressSequentially("7");
  await expect(one.getByRole("option", { name: /Load test/ })).toHaveAttribute("aria-selected", "true");
  await one.keyboard.press("Tab");
  await expect(field).toHaveValue("Ask @noor about #PAY-27 ");
  await field.pressSequentially("and #NOPE-1");
  await one.getByRole("button", { name: "Preview" }).click();
  await expect(one.getByRole("link", { name: "Noor Haddad" }).last()).toHaveAttribute("href", "/records/person/noor");
  await one.getByRole("button", { name: "Write" }).click();
  await one.keyboard.press("Control+Enter");

  // The other browser is told; names are links, what is not there stays text.
  const said = two.getByRole("article").filter({ hasText: "#NOPE-1" });
  await expect(said.getByRole("link", { name: "Noor Haddad" })).toHaveAttribute("href", "/records/person/noor");
  await expect(said.getByRole("link", { name: "#PAY-27" })).toHaveAttribute("title", "Load test");
  await expect(said.getByRole("link", { name: "#NOPE-1" })).toHaveCount(0);
  const records = (await (await two.request.get("/api/v1/records/comment")).json()).items as { data: { text: string; mentions?: string[] } }[];
  expect(records.filter((record) => record.data.text.includes("#NOPE-1")).map((record) => record.data.mentions?.length)).toEqual([1]);

  await said.getByRole("button", { name: "Answer" }).click();
  await two.getByRole("textbox", { name: "Answer" }).fill("Tomorrow.");
  await two.keyboard.press("Control+Enter");
  await expect(one.getByText("Tomorrow.")).toBeVisible();

  const mine = one.getByRole("article").first();
  await mine.getByRole("button", { name: /^Edit what/ }).first().click();
  await one.getByRole("textbox", { name: "Comment" }).fill("Ask @noor first.");
  await one.getByRole("button", { name: "Save" }).click();
  await expect(two.getByText("first.")).toBeVisible();
  await mine.getByRole("button", { name: "Settle" }).click();
  await expect(two.getByText("settled", { exact: true })).toBeVisible();

  await one.getByRole("button", { name: /^Delete what/ }).last().click();
  await expect(two.getByText("Tomorrow.")).toBeHidden();
  await one.getByRole("button", { name: "Undo" }).click();
  await expect(two.getByText("Tomorrow.")).toBeVisible();
  await close();
});

test("prose in a form completes mentions and its page links them", async ({ app }) => {
  await app.goto("/records/project/new");
  await app.getByLabel("Title").fill("Receipts");
  const goal = app.getByLabel("Goal");
  await goal.pressSequentially("As agreed with @ana");
  await expect(app.getByRole("option", { name: /Ana Castelo/ })).toBeVisible();
  await app.keyboard.press("Enter");
  await goal.pressSequentially("in #D-14");
  await expect(app.getByRole("option", { name: /Queue for settlement events/ })).toBeVisible();
  await app.keyboard.press("Enter");
  await expect(goal).toHaveValue("As agreed with @ana in #D-14 ");
  await app.keyboard.press("Control+Enter");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Receipts");
  await expect(app.getByRole("link", { name: "Ana Castelo" })).toBeVisible();
  await app.getByRole("link", { name: "#D-14" }).click();
  await expect(app).toHaveURL(/\/decide\/decisions\/D-14/);
});
