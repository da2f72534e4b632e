import { readFile } from "node:fs/promises";
import { expect, settled, test } from "./server";

test("write a decision with options and criteria → accept → exported as MADR", async ({ app }) => {
  await app.goto("/decide/decisions");
  await settled(app);
  await app.keyboard.press("c");
  await app.getByLabel("Title").fill("Where receipts are kept");
  await expect(app.getByLabel("Status")).toHaveValue("proposed");
  await app.getByLabel("Context").fill("Receipts must be found for **ten years**.");
  const criteria = app.getByRole("group", { name: "Criteria" });
  for (const [index, [name, weight]] of ([["Cost", "0.6"], ["Speed", "0.4"]] as const).entries()) {
    await criteria.getByRole("button", { name: "Add criteria" }).or(criteria.getByRole("button", { name: /^Add/ })).last().click();
    await criteria.getByLabel(/Criterion/).nth(index).fill(name);
    await criteria.getByLabel("Weight").nth(index).fill(weight);
  }
  const options = app.getByRole("group", { name: "Options" });
  for (const [index, [name, cost, speed]] of ([["Object store", "9", "5"], ["Database", "4", "8"]] as const).entries()) {
    await options.getByRole("button", { name: "Add option" }).click();
    await options.getByLabel(/^Option/).nth(index).fill(name);
    const scores = options.getByRole("group", { name: "Scores" }).nth(index);
    for (const [at, [criterion, value]] of ([["Cost", cost], ["Speed", speed]] as const).entries()) {
      await scores.getByRole("button", { name: "Add score" }).click();
      await scores.getByLabel(/Criterion/).nth(at).fill(criterion);
      await scores.getByLabel("Score", { exact: true }).nth(at).fill(value);
    }
  }
  await app.getByRole("button", { name: "Save" }).click();

  await expect(app).toHaveURL(/\/decide\/decisions\/D-/);
  await expect(app.getByRole("heading", { level: 1 })).toContainText("Object store leads, and holds until cost weighs under 0.38.");
  const slider = app.getByRole("slider", { name: "Weight of Cost" });
  await slider.fill("0.2");
  await expect(app.getByRole("slider", { name: "Weight of Speed" })).toHaveAttribute("aria-valuetext", "0.80");
  await expect(app.getByRole("heading", { level: 1 })).toContainText("Database leads");
  await app.getByRole("button", { name: "Put them back" }).click();

  await app.keyboard.press("a");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("Where receipts are kept: Object store.");
  const download = app.waitForEvent("download");
  await app.getByRole("button", { name: "MADR" }).click();
  const file = await readFile(await (await download).path(), "utf8");
  expect(file).toMatch(/^---\nstatus: accepted\ndate: \d{4}-\d\d-\d\d/);
  expect(file).toContain('Chosen option: "Object store"');
  expect(file).toContain("Receipts must be found for **ten years**.");
});
