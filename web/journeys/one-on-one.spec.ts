// A one-on-one is prepared and held on a phone: a point is added and one is ticked, what was
// said is written down for both, and what is only one's own stays that.
import { expect, settled, test } from "./server";

test("a one-on-one is prepared and held on a phone", async ({ app, server }) => {
  await app.setViewportSize({ width: 390, height: 844 });
  await app.goto("/");
  // Today names the talk of the next day to its leader, and not on a shared screen.
  const talk = app.getByRole("heading", { name: "You talk with Ben Okafor" });
  await expect(talk).toBeVisible();
  await app.locator("body").press(".");
  await expect(app.getByRole("list", { name: "What needs you" })).toBeVisible();
  await expect(talk).toHaveCount(0);
  await app.locator("body").press(".");
  await app.getByRole("button", { name: /^Prepare: You talk with Ben Okafor/ }).click();
  await expect(app).toHaveURL(/\/grow\/one-on-ones\/\w+/);
  await app.goto("/grow/one-on-ones");
  await settled(app);
  await app.getByRole("link", { name: /Ben Okafor .* points/ }).click();
  await expect(app.getByText("carried over 2 times")).toBeVisible();
  await expect(app.getByRole("heading", { name: /^Since / })).toBeVisible();

  await app.getByLabel("New point").fill("How the release went");
  await app.getByLabel("New point").press("Enter");
  await expect(app.getByRole("checkbox", { name: /How the release went/ })).toBeVisible();
  await app.getByRole("checkbox", { name: /The on-call rota/ }).click();
  await expect(app.getByText(/^Talked about: The on-call rota/)).toBeVisible();
  await expect(app.getByRole("checkbox", { name: /The on-call rota/ })).toHaveCount(0);

  await app.getByLabel("Shared notes of today").fill("The rota is swapped in March.");
  await app.getByRole("button", { name: "Save" }).click();
  await expect(app.getByText("Both of you can read it.")).toBeVisible();
  await app.getByLabel("A private note").fill("Ask again about the nights.");
  await app.getByRole("button", { name: "Keep" }).click();
  await expect(app.getByRole("listitem").filter({ hasText: "Ask again about the nights." })).toBeVisible();

  const asked = await app.request.get(`${server.address}/api/v1/answers/prepare?with=ben`);
  const { talks, agenda } = await asked.json();
  expect(talks[0].notes).toBe("The rota is swapped in March.");
  expect(talks[0].points.map((one: { title: string }) => one.title)).toEqual(["The on-call rota in March"]);
  expect(agenda.map((one: { title: string }) => one.title)).toContain("How the release went");

  // What the other writes meanwhile is shown beside what one is writing, and neither is lost.
  const notes = app.getByLabel("Shared notes of today");
  await notes.fill("And Ben takes the release.");
  const of = `${server.address}/api/v1/records/conversation/${talks[0].id}`;
  await app.request.patch(of, { data: { base_version: talks[0].version, data: { notes: "The rota is swapped in April." } } });
  await expect(app.getByText("Ben Okafor wrote here while you did:")).toBeVisible();
  await app.getByRole("button", { name: "Put mine below" }).click();
  await expect(notes).toHaveValue("The rota is swapped in April.\n\nAnd Ben takes the release.");
  await app.getByRole("button", { name: "Save" }).click();
  await expect(async () => expect((await (await app.request.get(of)).json()).data.notes).toBe("The rota is swapped in April.\n\nAnd Ben takes the release.")).toPass();

  await app.locator("body").press(".");
  await expect(app.getByRole("heading", { name: "Hidden while presenting." })).toBeVisible();
  await expect(app.getByText("Ask again about the nights.")).toHaveCount(0);
});

test("a one-on-one that is not there says so in the page's heading", async ({ app }) => {
  await app.goto("/grow/one-on-ones/nobody-of-this-name");
  await expect(app.getByRole("heading", { level: 1 })).not.toBeEmpty();
});

test("what one wants of one's own time is said, undone, and hidden while presenting", async ({ app }) => {
  await app.goto("/grow/my-time");
  const wanted = app.getByLabel("Technical work wanted");
  await expect(wanted).toHaveValue("40");
  await expect(app.getByRole("heading", { level: 1 })).toContainText("the 40 % you want lies within");
  await wanted.fill("90");
  await wanted.press("Enter");
  await expect(app.getByText("Only you see what you want.")).toBeVisible();
  await expect(app.getByRole("heading", { level: 1 })).toContainText("90 %");
  await expect(app.getByRole("heading", { level: 1 })).not.toContainText("lies within");
  await app.getByRole("button", { name: "Undo" }).click();
  await expect(wanted).toHaveValue("40");

  await app.locator("body").press(".");
  await expect(app.getByRole("heading", { name: "Hidden while presenting." })).toBeVisible();
  await expect(wanted).toHaveCount(0);
});
