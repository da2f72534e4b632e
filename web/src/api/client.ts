// The one way to the server. Every failure becomes a Failure that can be read aloud.
import type { Problem } from "./types";

/** What went wrong, in the server's words where it had any. */
export class Failure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = "Failure";
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }

  get hint(): string {
    return this.problem.hint ?? "";
  }
}

const unreachable: Problem = {
  title: "The server does not answer.",
  status: 0,
  code: "unreachable",
  hint: "Check that plumbline serve is still running, then try again.",
};

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    if (typeof body.title === "string" || typeof body.detail === "string") {
      return { ...body, title: body.title ?? "", status: body.status ?? response.status };
    }
  } catch {
    // Not JSON: a proxy or a crash answered; the status is all there is.
  }
  return { title: `The server answered with status ${response.status}.`, status: response.status };
}

/** Asks and reads JSON. Throws Failure; an aborted call throws the abort itself. */
export async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const response = await answer(method, path, body, signal);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

/** Fetches what the server writes as a file. Throws Failure. */
export const download = async (path: string): Promise<Blob> => (await answer("GET", path)).blob();

async function answer(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const init: RequestInit = { method, credentials: "same-origin", headers: { Accept: "application/json" } };
  if (signal) init.signal = signal;
  if (body !== undefined) {
    init.headers = { ...init.headers, "Content-Type": "application/json" };
    init.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(`/api${path}`, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Failure(unreachable);
  }
  if (!response.ok) throw new Failure(await problemOf(response));
  return response;
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> => call<T>("GET", path, undefined, signal);

/** Builds "?a=b&c=d" from what is set, in the order given. */
export function query(params: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}
