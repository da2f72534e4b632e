// Measures the pages in the system's browser, for `bench web`: one JSON line on standard
// output. ADDRESS and LINK are of a fresh demo server.
import { chromium, type Browser, type Page } from "@playwright/test";
import { gzipSync } from "node:zlib";

const link = process.env.LINK ?? "";
const rounds = Number(process.env.ROUNDS ?? 5);

interface FirstLoad {
  kind: string;
  files: number;
  bytes: number;
  gzip: number;
}

/** What the browser fetches for the first page it shows, by kind; answers of the API left out. */
async function firstLoad(page: Page): Promise<FirstLoad[]> {
  const kinds = new Map<string, FirstLoad>();
  const done: Promise<void>[] = [];
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    if (path.startsWith("/api/")) return;
    const ending = path.split(".").pop() ?? "";
    const kind = { js: "JavaScript", css: "CSS", woff2: "font" }[ending] ?? "page";
    done.push(
      response.body().then((body) => {
        const sum = kinds.get(kind) ?? { kind, files: 0, bytes: 0, gzip: 0 };
        // A font is compressed already.
        kinds.set(kind, { kind, files: sum.files + 1, bytes: sum.bytes + body.length, gzip: sum.gzip + (kind === "font" ? body.length : gzipSync(body).length) });
      }),
    );
  });
  await page.goto(link);
  await page.waitForURL((url) => url.pathname === "/");
  await page.locator("main h1").waitFor();
  await page.waitForLoadState("load");
  await Promise.all(done);
  page.removeAllListeners("response");
  // Somebody reads the first page before going on; the program's own patience is two seconds.
  await page.waitForTimeout(3000);
  return [...kinds.values()];
}

/** Milliseconds from a press on a link of the navigation until its page is there, data and all. */
function go(page: Page, href: string): Promise<number> {
  return page.evaluate(
    (to) =>
      new Promise<number>((resolve, reject) => {
        const target = document.querySelector<HTMLAnchorElement>(`aside a[href="${to}"]`);
        if (!target) return reject(new Error(`no link to ${to}`));
        const begin = performance.now();
        const look = () => {
          const there = location.pathname === to && document.querySelector("main h1") && !document.querySelector('main [role="status"][aria-label="Loading"]');
          if (there) requestAnimationFrame(() => resolve(performance.now() - begin));
          else if (performance.now() - begin > 10_000) reject(new Error(`${to} did not come`));
          else requestAnimationFrame(look);
        };
        target.click();
        look();
      }),
    href,
  );
}

const trips = ["/deliver/plan", "/deliver/forecast", "/records/task", "/records/risk", "/decide/decisions", "/guide/knowledge", "/guide/who", "/grow/people", "/grow/skills", "/"];

/** A section's link is drawn once its duty is open, so the duty is opened before, unmeasured. */
const dutyOf: { [path: string]: string } = { "/deliver/forecast": "/deliver/plan", "/records/task": "/deliver/plan", "/records/risk": "/deliver/plan", "/guide/who": "/guide/knowledge", "/grow/skills": "/grow/people" };

async function navigation(page: Page): Promise<{ first: number[]; again: number[] }> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const to of trips) {
      const duty = dutyOf[to];
      if (duty && !(await page.locator(`aside a[href="${to}"]`).count())) await go(page, duty);
      (round === 0 ? first : again).push(await go(page, to));
    }
  }
  return { first, again };
}

interface TraceEvent {
  name: string;
  dur?: number;
  ts: number;
  pid: number;
  tid: number;
  args?: { name?: string };
}

/** The longest task of the page's main thread while a bar is dragged to and fro, in milliseconds. */
async function drag(browser: Browser, page: Page): Promise<{ longest: number; tasks: number }> {
  await page.goto(new URL("/deliver/plan", link).href);
  const bar = page.locator("rect[data-task]:not([data-fixed])").first();
  await bar.scrollIntoViewIfNeeded();
  const box = await bar.boundingBox();
  if (!box) throw new Error("no bar to drag");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline", "__metadata"] });
  await page.mouse.down();
  for (let step = 0; step <= 120; step++) await page.mouse.move(x + Math.sin(step / 12) * 220, y);
  await page.mouse.move(x + 80, y);
  await page.mouse.up();
  await page.getByRole("region", { name: "Preview" }).waitFor();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(trace.traceEvents.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain").map((event) => `${event.pid} ${event.tid}`));
  const tasks = trace.traceEvents.filter((event) => event.name === "RunTask" && event.dur !== undefined && mains.has(`${event.pid} ${event.tid}`)).map((event) => (event.dur ?? 0) / 1000);
  if (!tasks.length) throw new Error("the trace holds no task of the page");
  return { longest: Math.max(...tasks), tasks: tasks.length };
}

const quantile = (values: number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const load = await firstLoad(page);
  const { first, again } = await navigation(page);
  const dragged = await drag(browser, page);
  await browser.close();
  const figures = { load, first: { n: first.length, p50: quantile(first, 0.5), p95: quantile(first, 0.95) }, again: { n: again.length, p50: quantile(again, 0.5), p95: quantile(again, 0.95) }, drag: dragged };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

await main();
