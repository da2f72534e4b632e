// Opens the page of each question on the demo and waits for what its picture in docs shows.
// With PICTURES set, docs/images is taken anew; docs/questions.md says which picture is whose.
import type { Page } from "@playwright/test";
import path from "node:path";
import { expect, settled, test } from "./server";

const folder = process.env.PICTURES ? path.resolve(import.meta.dirname, "../../docs/images") : undefined;

interface Picture {
  name: string;
  address: string;
  /** What the page has to say before the picture is taken. */
  shows: (string | RegExp)[];
  /** The picture ends between two lines at this height in px, or higher. */
  most: number;
}

const pictures: Picture[] = [
  { name: "today", address: "/", shows: [/things? needs? you/, "Checkout launch", "A day of waiting costs about"], most: 662 },
  { name: "when", address: "/deliver/forecast", shows: [/lands between/, "What moves the date most", "80 % sure"], most: 720 },
  { name: "who", address: "/guide/who?path=ledger", shows: [/^Ask /, /changes in \d+ files/, /wrote \d+ % of its lines/], most: 600 },
  { name: "risk", address: "/deliver/risks", shows: [/threatens Checkout launch most/, /Takes [\d.]+ points/, "Suggested by the evidence"], most: 780 },
  { name: "away", address: "/guide/knowledge?who=ana", shows: [/^Without .* slips/, "What breaks in the plan", "Who could be second in ledger"], most: 980 },
  { name: "invest", address: "/guide/invest", shows: [/helps most/, /could know it by/], most: 700 },
  { name: "skills", address: "/grow/skills", shows: [/held by one person only/, "Needed by the plan"], most: 860 },
  { name: "decisions", address: "/decide/decisions", shows: ["Queue for settlement events", "Found in repositories"], most: 700 },
  { name: "report", address: "/align/reports/write?audience=executives", shows: ["Outcome", "Changed since the last report", "What we ask of you"], most: 780 },
  { name: "objectives", address: "/align/objectives", shows: ["Paying is the easy part", "Serves nothing"], most: 684 },
  { name: "health", address: "/grow/health", shows: [/signs? says? that the team carries too much/, "Everybody here"], most: 770 },
  { name: "self", address: "/grow/my-time", shows: [/of what left a trace, .* technical/i, "Estimated from"], most: 700 },
  { name: "tradeoffs", address: "/deliver/tradeoffs", shows: ["Grows people", "Assignments that change"], most: 980 },
];

test.use({ fresh: "pictures" });

test("the page of each question says what its picture shows", async ({ browser, server, state }) => {
  const context = await browser.newContext({ baseURL: server.address, storageState: state, colorScheme: "light", viewport: { width: 1440, height: 1000 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const answer = async (name: string) => (await page.request.get(`/api/v1/answers/${name}`)).json();
  // A server that has just begun still reckons its past days, the risks and other plans.
  await expect.poll(async () => (await answer("risk")).risks.some((one: { takes: unknown[] }) => one.takes.length > 0), { timeout: 90_000 }).toBe(true);
  const week = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
  await expect.poll(async () => (await answer("today")).since.day >= week, { timeout: 90_000 }).toBe(true);
  await expect.poll(async () => Boolean((await answer("tradeoffs")).busy), { timeout: 90_000 }).toBe(false);
  for (const one of pictures) await take(page, one);
  await context.close();
});

async function take(page: Page, one: Picture) {
  await page.goto(one.address);
  await settled(page);
  const main = page.getByRole("main");
  for (const text of one.shows) await expect(main.getByText(text).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  if (!folder) return;
  await page.evaluate(() => document.fonts.ready);
  const { x, y, width, end } = await main.evaluate(lineEnd, one.most);
  await page.screenshot({ path: path.join(folder, `${one.name}.png`), clip: { x, y, width, height: end - y }, animations: "disabled", caret: "hide" });
}

/** Where the main part lies, and the lowest height up to `most` px at which no line, button or drawing is cut; nor a row, where that leaves most of the page. */
function lineEnd(main: Element, most: number) {
  const box = main.getBoundingClientRect();
  const spans: DOMRect[] = [];
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    if (!walk.currentNode.parentElement?.checkVisibility({ opacityProperty: true })) continue;
    range.selectNodeContents(walk.currentNode);
    spans.push(...range.getClientRects());
  }
  for (const one of main.querySelectorAll("button, a, input, select, kbd")) if (one.checkVisibility({ opacityProperty: true })) spans.push(one.getBoundingClientRect());
  const seen = [...spans.filter((one) => one.height > 0 && one.height < 80), ...[...main.querySelectorAll("svg")].map((one) => one.getBoundingClientRect())];
  const rows = [...main.querySelectorAll("li, tr, article")].map((one) => one.getBoundingClientRect()).filter((one) => one.width > box.width / 2 && one.height < 400);
  const last = Math.min(box.top + most, Math.max(...seen.map((one) => one.bottom)) + 28);
  const between = (whole: DOMRect[]) => {
    // Rows meet; from a line a cut keeps away by 4 px.
    const taken = [...seen.map((one) => ({ from: one.top - 4, to: one.bottom + 4 })), ...whole.map((one) => ({ from: one.top + 1, to: one.bottom - 1 }))];
    let end = last;
    for (let cut: { from: number } | undefined; (cut = taken.find((one) => one.from < end && one.to > end)); ) end = cut.from;
    return Math.floor(end);
  };
  const end = between(rows);
  return { x: box.left, y: box.top, width: box.width, end: end > 0.7 * last ? end : between([]) };
}
