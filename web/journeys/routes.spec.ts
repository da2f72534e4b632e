// Visits every route in light and dark, on a desk and on a phone: axe must find nothing,
// nothing may be wider than the screen, and with SHOTS set a picture of each is kept.
import { AxeBuilder } from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, settled, test } from "./server";

/** An address to visit for each route of src/app/router.tsx. */
const visits: { [pattern: string]: string[] } = {
  "/": ["/"],
  "/welcome": ["/welcome"],
  "/deliver/tradeoffs": ["/deliver/tradeoffs"],
  "/deliver/plan": ["/deliver/plan", "/deliver/plan?view=people", "/deliver/plan?view=table", "/deliver/plan?view=board", "/deliver/plan?view=graph&done=1", "/deliver/plan?person=ana&q=nothing-of-this-name"],
  "/deliver/forecast": ["/deliver/forecast"],
  "/deliver/risks": ["/deliver/risks"],
  "/deliver/requirements": ["/deliver/requirements", "/deliver/requirements?missing=unplanned"],
  "/align/objectives": ["/align/objectives"],
  "/align/reports": ["/align/reports"],
  "/align/reports/write": ["/align/reports/write?audience=executives", "/align/reports/write?audience=engineers"],
  "/align/reports/$id": ["/align/reports/executives-1"],
  "/align/promises": ["/align/promises", "/align/promises?ended=1"],
  "/decide/strategy": ["/decide/strategy"],
  "/decide/decisions": ["/decide/decisions"],
  "/decide/decisions/$id": ["/decide/decisions/D-14", "/decide/decisions/D-12"],
  "/guide/knowledge": ["/guide/knowledge", "/guide/knowledge?who=ana", "/guide/knowledge?colour=age&view=table", "/guide/knowledge?colour=left&area=ledger"],
  "/guide/who": ["/guide/who", "/guide/who?path=ledger"],
  "/guide/invest": ["/guide/invest"],
  "/guide/learn": ["/guide/learn", "/guide/learn?area=ledger&person=ben"],
  "/guide/reviewers": ["/guide/reviewers", "/guide/reviewers?path=ledger&aim=spread"],
  "/guide/hotspots": ["/guide/hotspots"],
  "/guide/coupling": ["/guide/coupling"],
  "/guide/technology": ["/guide/technology", "/guide/technology?show=all"],
  "/grow/people": ["/grow/people"],
  "/grow/skills": ["/grow/skills"],
  "/grow/one-on-ones": ["/grow/one-on-ones"],
  "/grow/one-on-ones/$id": ["/grow/one-on-ones/ben"],
  "/grow/health": ["/grow/health"],
  "/grow/my-time": ["/grow/my-time"],
  "/records/$kind": ["/records/task", "/records/milestone", "/records/risk"],
  "/records/$kind/new": ["/records/task/new", "/records/decision/new"],
  "/records/$kind/$id": ["/records/task/PAY-12", "/records/person/ana", "/records/task/PAY-12?edit=1"],
  "/settings": ["/settings"],
  "/settings/$tab": ["people", "repositories", "tokens", "jobs", "privacy", "look"].map((tab) => `/settings/${tab}`),
};

const source = readFileSync(path.resolve(import.meta.dirname, "../src/app/router.tsx"), "utf8");
const patterns = [...source.matchAll(/page\("([^"]+)"|path: "([^"]+)"/g)].map((match) => match[1] ?? match[2] ?? "");
const shots = process.env.SHOTS ? path.resolve(import.meta.dirname, "../../shots") : undefined;

test("every route has a visit", () => {
  expect(patterns.length).toBeGreaterThan(10);
  expect(patterns.filter((pattern) => !visits[pattern])).toEqual([]);
});

const judged = new Set(["light 1440", "dark 390"]);

const screens = [
  { name: "1440", viewport: { width: 1440, height: 900 } },
  { name: "390", viewport: { width: 390, height: 844 } },
];

for (const scheme of ["light", "dark"] as const) {
  for (const screen of screens) {
    test(`every page, ${scheme}, ${screen.name} px`, async ({ browser, server, state }) => {
      test.setTimeout(480_000);
      const context = await browser.newContext({ baseURL: server.address, storageState: state, colorScheme: scheme, viewport: screen.viewport, reducedMotion: "reduce" });
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on("pageerror", (error) => wrong.push(`${page.url()}: ${error.message}`));
      for (const address of Object.values(visits).flat()) {
        await page.goto(address);
        await settled(page);
        await expect(page.locator("main h1, h1")).toHaveCount(1);
        await page.evaluate(() => document.fonts.ready);
        // Each theme and each width is looked at by axe once; contrast is of the theme, sizes are of the width.
        const found = judged.has(`${scheme} ${screen.name}`) ? await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze() : { violations: [] };
        for (const one of found.violations) wrong.push(`${address}: ${one.id}, ${one.nodes.length} × such as ${one.nodes[0]?.html.slice(0, 160)}`);
        const spill = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (spill > 1) wrong.push(`${address}: ${spill} px wider than the screen`);
        if (shots) await page.screenshot({ path: path.join(shots, `${address.replaceAll(/[/?=&]+/g, "-").replaceAll(/^-|-$/g, "") || "today"}-${scheme}-${screen.name}.png`), fullPage: true });
      }
      await context.close();
      expect(wrong).toEqual([]);
    });
  }
}
