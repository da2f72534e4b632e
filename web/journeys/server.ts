// Starts the real program on a free port with a data folder of its own, and signs one
// browser in with the link it prints.
import { test as base, expect, type Browser, type Page } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const program = process.env.PLUMBLINE_BIN ?? path.resolve(import.meta.dirname, "../../bin/plumbline");

export interface Server {
  /** Such as http://127.0.0.1:40123 */
  address: string;
  /** The one-time link. */
  link: string;
}

/** Cookies and storage of the browser that used the link. */
type State = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;

function printedLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const link = /http:\/\/\S+welcome\?link=\S+/.exec(said)?.[0];
      if (link) resolve(link);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`The program ended with ${code} before it printed a link:\n${said}`)));
  });
}

async function start(): Promise<{ server: Server; stop: () => Promise<void> }> {
  const data = await mkdtemp(path.join(tmpdir(), "plumbline-journey-"));
  const child = spawn(program, ["serve", "--demo", "--listen", "127.0.0.1:0", "--data", data], { stdio: ["ignore", "pipe", "pipe"] });
  const link = await printedLink(child);
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.removeAllListeners("error");
    child.kill("SIGTERM");
    await gone;
    await rm(data, { recursive: true, force: true });
  };
  return { server: { address: new URL(link).origin, link }, stop };
}

interface Shared {
  /** A journey that rests on the demo as it begins names itself here, and gets a server of its own. */
  fresh: string;
  server: Server;
  state: State;
}

/** A page that is signed in, on a server of this worker; it fails on any error of a script. */
export const test = base.extend<{ app: Page }, Shared>({
  fresh: ["", { scope: "worker", option: true }],
  server: [
    async ({ fresh: _ }, use) => {
      const { server, stop } = await start();
      await use(server);
      await stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  state: [
    async ({ server, browser }, use) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(server.link);
      await expect(page.getByRole("navigation", { name: "Duties" }).first()).toBeVisible();
      // The first plan is computed after the start; everything after this rests on it.
      await expect.poll(async () => (await (await page.request.get(`${server.address}/api/v1/answers/plan`)).json()).tasks?.length ?? 0, { timeout: 45_000 }).toBeGreaterThan(0);
      await use(await context.storageState());
      await context.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  app: async ({ browser, server, state }, use) => {
    const context = await browser.newContext({ baseURL: server.address, storageState: state });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await use(page);
    await context.close();
    expect(errors, "errors of scripts").toEqual([]);
  },
});

export { expect };

/** Two more browsers of the same person, for edits that meet. */
export async function twoBrowsers(browser: Browser, server: Server, state: State): Promise<[Page, Page, () => Promise<void>]> {
  const contexts = await Promise.all([browser.newContext({ baseURL: server.address, storageState: state }), browser.newContext({ baseURL: server.address, storageState: state })]);
  const [one, two] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!one || !two) throw new Error("no pages");
  return [one, two, async () => void (await Promise.all(contexts.map((context) => context.close())))];
}

/** Waits until nothing of the page is a skeleton any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[role="status"][aria-label="Loading"]')).toHaveCount(0);
  await expect(page.locator("main h1, h1").first()).toBeVisible();
}

/** Waits until the server has read, planned and reckoned what it wanted to: what a page says then stays. */
export async function idle(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const { items } = (await (await page.request.get("/api/v1/jobs")).json()) as { items: { state: string }[] };
        return items.length > 0 && items.every((job) => job.state !== "waiting" && job.state !== "running");
      },
      { timeout: 120_000 }, // searches that give way to all else take their time on a busy machine
    )
    .toBe(true);
}
