// Comments as threads: a remark and what was answered to it, in the order they were said.
import type { RecordOf } from "../api/types";

export interface Thread {
  root: RecordOf;
  replies: RecordOf[];
}

const answers = (one: RecordOf): string => String(one.data["answers"] ?? "");

/** An answer to an answer stands in the same thread; one whose remark is gone begins its own. */
export function threadsOf(items: readonly RecordOf[]): Thread[] {
  const known = new Map(items.map((one) => [one.id, one]));
  const rootOf = (one: RecordOf): RecordOf => {
    let root = one;
    for (let step = 0; step < items.length; step++) {
      const above = known.get(answers(root));
      if (!above) break;
      root = above;
    }
    return root;
  };
  const sorted = items.toSorted((a, b) => a.created.at.localeCompare(b.created.at) || a.id.localeCompare(b.id));
  const threads = new Map<string, Thread>();
  for (const one of sorted) if (rootOf(one) === one) threads.set(one.id, { root: one, replies: [] });
  for (const one of sorted) if (rootOf(one) !== one) threads.get(rootOf(one).id)?.replies.push(one);
  return [...threads.values()];
}
