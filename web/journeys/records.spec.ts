import { expect, settled, test, twoBrowsers } from "./server";

test("two browsers edit one record: other fields merge, the same field asks", async ({ browser, server, state }) => {
  const [one, two, close] = await twoBrowsers(browser, server, state);
  await Promise.all([one.goto("/records/person/ben?edit=1"), two.goto("/records/person/ben?edit=1")]);
  await Promise.all([settled(one), settled(two)]);

  // Different fields: both stay.
  await one.getByRole("textbox", { name: "Role" }).fill("Payments engineer");
  await one.getByRole("button", { name: "Save" }).click();
  await expect(one.getByText("Payments engineer", { exact: true })).toBeVisible();
  await two.getByLabel("Ladder level").fill("L4");
  await two.getByRole("button", { name: "Save" }).click();
  await expect(two.getByText("Payments engineer", { exact: true })).toBeVisible();
  await expect(one.getByText("L4", { exact: true })).toBeVisible(); // told by the event stream

  // The same field: the second is asked, with both values.
  await Promise.all([one.goto("/records/person/ben?edit=1"), two.goto("/records/person/ben?edit=1")]);
  await expect(two.getByRole("textbox", { name: "Role" })).toHaveValue("Payments engineer");
  await one.getByRole("textbox", { name: "Role" }).fill("Ledger engineer");
  await one.getByRole("button", { name: "Save" }).click();
  await expect(one.getByText("Ledger engineer", { exact: true })).toBeVisible();
  await two.getByRole("textbox", { name: "Role" }).fill("Events engineer");
  await two.getByRole("button", { name: "Save" }).click();
  const asked = two.getByRole("dialog", { name: "Somebody changed the same thing" });
  await expect(asked.getByText("Ledger engineer")).toBeVisible();
  await asked.getByRole("radio").last().check();
  await asked.getByRole("button", { name: "Save this" }).click();
  await expect(asked).toBeHidden();
  await expect(one.getByText("Events engineer", { exact: true })).toBeVisible();
  await close();
});

test("write, find, edit, see the history and undo", async ({ app }) => {
  await app.goto("/records/action_item");
  await settled(app);
  await app.keyboard.press("c");
  await app.getByLabel("Title").fill("Ask the bank for test accounts");
  await app.keyboard.press("Control+Enter");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Ask the bank for test accounts");
  await app.keyboard.press("e");
  await app.getByLabel("Title").fill("Ask the bank for three test accounts");
  await app.getByRole("button", { name: "Save" }).click();
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Ask the bank for three test accounts");
  await expect(app.getByRole("heading", { name: "History" })).toBeVisible();
  await app.keyboard.press("u");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Ask the bank for test accounts");

  await app.goto("/records/action_item?q=bank");
  await expect(app.getByRole("link", { name: "Ask the bank for test accounts" })).toBeVisible();
  const download = app.waitForEvent("download");
  await app.getByRole("button", { name: "Export" }).click();
  await app.getByRole("menuitem", { name: /^CSV/ }).click();
  expect((await download).suggestedFilename()).toBe("action_item.csv");
});

test("what the server finds wrong stands at its field", async ({ app }) => {
  await app.goto("/records/person/new");
  await app.getByLabel("Title").fill("Somebody");
  await app.getByLabel("Zone").fill("Mars/Olympus");
  await app.getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("is not a time zone")).toBeVisible();
});

test("a spent link does not sign in, and says so", async ({ browser, server, state }) => {
  expect(state.cookies.length).toBeGreaterThan(0);
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  await page.goto(server.link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link does not sign you in.");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("You are signed out.");
  await context.close();
});
