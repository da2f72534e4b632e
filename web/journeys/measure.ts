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

const trips = ["/deliver/plan", "/deliver/tradeoffs", "/deliver/forecast", "/records/task", "/deliver/risks", "/decide/decisions", "/guide/knowledge", "/guide/who", "/grow/people", "/grow/skills", "/"];

/** A section's link is drawn once its duty is open, so the duty is opened before, unmeasured: the one whose addresses begin alike. */
async function open(page: Page, to: string): Promise<void> {
  if (await page.locator(`aside a[href="${to}"]`).count()) return;
  const begins = to.startsWith("/records/") ? "/deliver" : to.slice(0, to.indexOf("/", 1));
  const duty = await page.locator(`aside nav a[href^="${begins}/"]`).first().getAttribute("href");
  if (duty) await go(page, duty);
}

interface Trip {
  to: string;
  took: number;
}

async function navigation(page: Page): Promise<{ first: Trip[]; again: Trip[] }> {
  const first: Trip[] = [];
  const again: Trip[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const to of trips) {
      await open(page, to);
      (round === 0 ? first : again).push({ to, took: await go(page, to) });
    }
  }
  return { first, again };
}

interface TraceEvent {
  name: string;
  dur?: number;
  tdur?: number;
  ts: number;
  pid: number;
  tid: number;
  args?: { name?: string };
}

interface Work {
  longest: number;
  /** The most that a task computed: the rest of the longest is waiting for a processor. */
  computed: number;
  tasks: number;
}

/** The longest task of the page's main thread while something is done, in milliseconds. */
async function worked(browser: Browser, page: Page, doing: () => Promise<void>): Promise<Work> {
  await browser.startTracing(page, { categories: ["toplevel", "disabled-by-default-devtools.timeline", "devtools.timeline", "__metadata"] });
  await doing();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(trace.traceEvents.filter((event) => event.name === "thread_name" && event.args?.name === "CrRendererMain").map((event) => `${event.pid} ${event.tid}`));
  const tasks = trace.traceEvents.filter((event) => event.name === "RunTask" && event.dur !== undefined && mains.has(`${event.pid} ${event.tid}`));
  if (!tasks.length) throw new Error("the trace holds no task of the page");
  const most = (field: "dur" | "tdur") => Math.max(...tasks.map((event) => event[field] ?? 0)) / 1000;
  return { longest: most("dur"), computed: most("tdur"), tasks: tasks.length };
}

/** Listens for the pointer's release; what it gives then waits for the first plan under the change, in milliseconds from the release until it is drawn. */
async function firstPreview(page: Page): Promise<() => Promise<number>> {
  const drawn = await page.evaluateHandle(() => ({
    after: new Promise<number>((resolve, reject) => {
      const look = (released: number) => {
        const card = document.querySelector('[role="region"][aria-label="Preview"], section[aria-label="Preview"]');
        const there = card && (card.querySelector('tr, [role="row"]') || card.textContent?.includes("No date and no odds change."));
        if (there) requestAnimationFrame(() => resolve(performance.now() - released));
        else if (performance.now() - released > 120_000) reject(new Error("no preview came"));
        else requestAnimationFrame(() => look(released));
      };
      addEventListener("pointerup", () => look(performance.now()), { once: true, capture: true });
    }),
  }));
  return () => drawn.evaluate(({ after }) => after);
}

/** A bar dragged to and fro, let go, until its preview is there: the plan was made anew meanwhile. */
async function drag(browser: Browser, page: Page): Promise<Work & { preview: number }> {
  await page.goto(new URL("/deliver/plan", link).href);
  const bar = page.locator('rect[data-grip="start"]').first();
  // The newest plan may still come in and draw the bars anew.
  await page.waitForLoadState("networkidle");
  await bar.waitFor();
  const box = await bar.boundingBox();
  if (!box) throw new Error("no bar to drag");
  const [x, y] = [box.x + Math.min(box.width, 200) / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  let preview = Number.NaN;
  const work = await worked(browser, page, async () => {
    await page.mouse.down();
    for (let step = 0; step <= 120; step++) await page.mouse.move(x + Math.sin(step / 12) * 220, y);
    await page.mouse.move(x + 80, y);
    const drawn = await firstPreview(page);
    await page.mouse.up();
    preview = await drawn();
  });
  return { ...work, preview };
}

const long = [
  { page: "/records/task", row: '[role="row"]' },
  { page: "/deliver/plan?done=1", row: "rect[data-task]" },
  { page: "/deliver/plan?view=table&done=1", row: "main tbody tr:not([aria-hidden])" },
  { page: "/deliver/plan?view=board", row: "[data-status] li" },
  { page: "/deliver/plan?view=people", row: "main tbody tr:not([aria-hidden])" },
];

/** Scrolls a page to its end by steps of most of a screen, as a wheel does, waiting for each to be drawn. */
async function scroll(browser: Browser, page: Page, { page: path, row }: (typeof long)[number]): Promise<Work & { page: string; rows: number }> {
  await page.goto(new URL(path, link).href);
  await page.locator(row).first().waitFor();
  const work = await worked(browser, page, () =>
    page.evaluate(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      for (let step = 0; step < 400 && scrollY + innerHeight < document.documentElement.scrollHeight - 1; step++) {
        scrollBy(0, 700);
        await frame();
        await frame();
      }
    }),
  );
  const rows = await page.locator(row).count();
  if (rows > 1000) throw new Error(`${path} draws ${rows} rows at once`);
  return { page: path, rows, ...work };
}

const quantile = (values: number[], share: number): number => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

const trips95 = (list: Trip[]) => {
  const took = list.map((trip) => trip.took);
  const slowest = list.toSorted((a, b) => b.took - a.took)[0];
  return { n: list.length, p50: quantile(took, 0.5), p95: quantile(took, 0.95), slowest };
};

/** A large plan takes the server a while; the pages are measured with it there. */
async function planned(page: Page): Promise<void> {
  const address = new URL("/api/v1/answers/plan", link).href;
  for (let tries = 0; tries < 300; tries++) {
    const plan = (await (await page.request.get(address)).json()) as { tasks?: unknown[] };
    if (plan.tasks?.length) return;
    await page.waitForTimeout(1000);
  }
  throw new Error("the server made no plan in five minutes");
}

async function main(): Promise<void> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const load = await firstLoad(page);
  await planned(page);
  const { first, again } = await navigation(page);
  const scrolled = [];
  for (const one of long) scrolled.push(await scroll(browser, page, one));
  const dragged = await drag(browser, page);
  await browser.close();
  const figures = { load, first: trips95(first), again: trips95(again), drag: dragged, scroll: scrolled };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

await main();
