// The event stream tells what to ask for again. It carries no data of records, so it
// can never show what a query would not.
import type { QueryClient } from "@tanstack/react-query";
import { refetch } from "./edits";
import type { Job } from "./types";

export type LiveState = "connecting" | "live" | "lost";

/** A burst of changes (an import) asks once: kinds gather for this long, in milliseconds. */
const gather = 150;

/** Opens the stream and returns what closes it. Reconnecting is the browser's. */
export function listen(client: QueryClient, told: (state: LiveState, version?: string) => void): () => void {
  if (typeof EventSource === "undefined") return () => {};
  const source = new EventSource("/api/events");
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dropped = false;
  const flush = () => {
    timer = undefined;
    void refetch(client, [...waiting]);
    waiting.clear();
  };
  source.addEventListener("open", () => {
    told("live");
    // What happened while the line was down came with no event.
    if (dropped) void client.invalidateQueries();
    dropped = false;
  });
  source.addEventListener("error", () => {
    dropped = true;
    told("lost");
  });
  source.addEventListener("hello", (event) => told("live", read<{ version?: string }>(event)?.version));
  source.addEventListener("change", (event) => {
    for (const kind of read<{ kinds?: string[] }>(event)?.kinds ?? []) waiting.add(kind);
    timer ??= setTimeout(flush, gather);
  });
  source.addEventListener("result", (event) => {
    const question = read<{ question?: string }>(event)?.question;
    void client.invalidateQueries({ queryKey: question ? ["answer", question] : ["answer"] });
  });
  source.addEventListener("job", (event) => {
    const job = read<Job>(event);
    if (job) client.setQueryData<{ items: Job[] }>(["jobs"], (old) => old && withJob(old.items, job));
  });
  return () => {
    if (timer) clearTimeout(timer);
    source.close();
  };
}

function withJob(items: Job[], job: Job): { items: Job[] } {
  const known = items.some((item) => item.id === job.id);
  return { items: known ? items.map((item) => (item.id === job.id ? job : item)) : [job, ...items] };
}

function read<T>(event: Event): T | undefined {
  try {
    return JSON.parse((event as MessageEvent<string>).data) as T;
  } catch {
    return undefined;
  }
}
