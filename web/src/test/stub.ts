// A server in the browser for tests and for `PLUMBLINE=stub npm run dev`. It is never
// imported by what is built. Answers are fixed; records live, so that edits, history,
// conflicts and undo can be tried.
import type { Change, ChangeSet, Data, Found, HistoryEntry, Problem, RecordOf, Session } from "../api/types";
import type { PlanPreview } from "../api/answers";
import type { Json } from "../api/generated";
import { same } from "../api/edits";
import { awayAnswer, decidedAnswer, knowledgeAnswer, people, planAnswer, planTasks, skillNames, skillsAnswer, today, todayAnswer, whenAnswer, whoAnswer, words } from "./stubAnswers";
import { kinds } from "./stubSchema";

const ana = people[0];
const session: Session = {
  person: ana ?? null, roles: ["admin", "lead"], organisation: { name: "Payments", zone: "Europe/Vienna", currency: "EUR", hours_per_day: 8, today, people: 12 }, demo: true, as_of: today, version: "stub",
  rooms: ["today", "plan", "when", "knowledge", "who", "away", "people", "skills", "decided", "settings", "deliver", "decide"],
};

type Kept = { record: RecordOf; past: (RecordOf & { change: string; said: string })[] };

export class Stub {
  readonly records = new Map<string, Kept>();
  private next = 1;

  constructor(rows = 40) {
    for (const person of people) this.put("person", person.id, person.key, { title: person.title, role: "Engineer", zone: "Europe/Vienna", capacity: "32h", duty: "20%", rate: "95.00 EUR", ...(person.id === "ana" ? {} : { lead: "ana" }) });
    for (const task of planTasks) this.put("task", task.id, task.key, { title: task.title, status: task.status ?? "todo", work: "24-32-56h", people: task.people.map((one) => one.id ?? "") });
    for (let n = 0; n < rows; n++) this.put("task", `bulk${n}`, `OPS-${n}`, { title: `Upgrade service ${n}`, status: ["todo", "doing", "done"][n % 3] ?? "todo", left: `${n % 40}h`, people: [people[n % 6]?.id ?? "ana"] });
    for (const [index, title] of skillNames.entries()) this.put("skill", `s${index}`, title.toLowerCase(), { title, category: index < 6 ? "technical" : "leadership" });
    for (const [row, person] of people.entries()) {
      for (const col of skillNames.keys()) {
        const level = (row * 3 + col * 5) % 7;
        if (level > 0 && level < 6) this.put("skill_claim", `c${row}-${col}`, "", { person: person.id, skill: `s${col}`, level, source: "self", interest: (row + col) % 4 ? 0 : 2, when: "2026-01-10" });
        if (level === 3 && row % 2) this.put("skill_claim", `l${row}-${col}`, "", { person: person.id, skill: `s${col}`, level: 2, source: "lead", when: "2026-01-20" });
      }
    }
    this.put("decision", "d14", "D-14", queueDecision);
    this.put("decision", "d6", "D-6", { title: "Message broker for refunds", status: "superseded", outcome: "SQS", due: "2024-03-01" });
    this.put("project", "p1", "checkout", { title: "Checkout v2", status: "active", lead: "ana", target: "2026-03-10" });
    this.put("milestone", "m1", "M-1", { title: "Checkout v2", date: "2026-03-10" });
    this.put("repository", "r1", "payments", { title: "payments", where: "/srv/git/payments.git", criticality: "high" });
  }

  private put(kind: string, id: string, key: string, data: Data, change = `c${this.next++}`): RecordOf {
    const old = this.records.get(`${kind}/${id}`);
    const version = (old?.record.version ?? 0) + 1;
    const at = `${today}T09:${String(version % 60).padStart(2, "0")}:00Z`;
    const record: RecordOf = { kind, id, key, version, title: String(data["title"] ?? key), data, created: old?.record.created ?? { at, by: "ana", via: "ui" }, updated: { at, by: "ana", via: "ui" }, may: ["write", "delete", "undo"] };
    const fields = old ? Object.keys({ ...old.record.data, ...data }).filter((name) => !same(old.record.data[name], data[name])) : [];
    const said = old ? fields.map((name) => `Ana set ${name} to ${JSON.stringify(data[name] ?? "nothing")}.`).join(" ") : `Ana wrote down ${record.title}.`;
    this.records.set(`${kind}/${id}`, { record, past: [...(old?.past ?? []), { ...record, change, said }] });
    return record;
  }

  find(kind: string, name: string): Kept | undefined {
    return this.records.get(`${kind}/${name}`) ?? [...this.records.values()].find((one) => one.record.kind === kind && one.record.key === name);
  }

  answer(method: string, url: URL, body: unknown): { status: number; body: unknown } {
    const [, , , head = "", ...rest] = url.pathname.split("/").map(decodeURIComponent);
    const ok = (value: unknown) => ({ status: 200, body: value });
    switch (head) {
      case "session":
        return ok(session);
      case "schema":
        return ok({ kinds });
      case "search":
        return ok({ items: this.search(url.searchParams.get("q") ?? "") });
      case "jobs":
        return ok({ items: [{ id: "j1", name: "read", title: "Reading payments", state: "running", progress: { stage: "commits", done: 1400, total: 5200 }, created: `${today}T08:00:00Z` }] });
      case "facts":
        return ok({ address: url.searchParams.get("address"), label: "Make posting idempotent", kind: "commit", when: "2026-02-17", who: "Ana", lines: [{ label: "Message", text: "PAY-12: make posting idempotent" }, { label: "Changed", text: "ledger/post.go, 41 lines added, 12 removed" }], links: [{ text: "Ledger idempotency", href: "/records/task/PAY-12" }] });
      case "answers":
        return this.question(rest[0] ?? "", url);
      case "plan":
        return ok(previewed(body));
      case "tokens":
        return ok({ items: [{ id: "t1", name: "", type: "session", scopes: [], created: `${today}T08:00:00Z`, expires: "2026-03-20T08:00:00Z" }] });
      case "changes":
        return rest[1] === "undo" ? this.undo(rest[0] ?? "") : this.apply(body as ChangeSet);
      case "records":
        return this.record(method, rest, url, body as { data: Data; base_version?: number; key?: string });
      default:
        return problem(404, "There is nothing at this address.");
    }
  }

  private question(name: string, url: URL) {
    const all: { [question: string]: unknown } = { today: todayAnswer, knowledge: knowledgeAnswer, plan: planAnswer, who: whoAnswer, when: whenAnswer, skills: skillsAnswer, decided: decidedAnswer, away: awayAnswer(url.searchParams.get("person") ?? "ana") };
    return all[name] ? { status: 200, body: all[name] } : problem(404, "There is no such question.");
  }

  private search(text: string): Found[] {
    const wanted = text.toLowerCase();
    return [...this.records.values()].map((one) => one.record).filter((one) => `${one.title} ${one.key}`.toLowerCase().includes(wanted)).slice(0, 20).map(({ kind, id, key, title }) => ({ kind, id, key, title, why: "title" }));
  }

  private record(method: string, [kind = "", name = "", part = ""]: string[], url: URL, body: { data: Data; base_version?: number; key?: string }) {
    if (!name) {
      if (method === "POST") return { status: 201, body: this.put(kind, `n${this.next}`, body.key ?? `N-${this.next}`, body.data) };
      return { status: 200, body: this.list(kind, url.searchParams) };
    }
    const kept = this.find(kind, name);
    if (!kept) return problem(404, "There is no such record, or it is not for you to see.");
    if (part === "history") return { status: 200, body: { entries: history(kept) } };
    return method === "PATCH" ? this.patch(kept, body) : { status: 200, body: kept.record };
  }

  private list(kind: string, params: URLSearchParams) {
    const q = (params.get("q") ?? "").toLowerCase();
    const [field, value] = (params.get("where") ?? "").split(":");
    const all = [...this.records.values()].map((one) => one.record).filter((one) => one.kind === kind && `${one.title} ${one.key}`.toLowerCase().includes(q) && (!field || one.data[field] === value));
    const sort = params.get("sort") ?? "";
    const name = sort.replace("-", "");
    if (name) all.sort((a, b) => String(a.data[name] ?? "").localeCompare(String(b.data[name] ?? ""), "en", { numeric: true }) * (sort.startsWith("-") ? -1 : 1));
    const from = Number(params.get("cursor") || 0);
    const limit = Number(params.get("limit") ?? 50);
    return { items: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : "" };
  }

  private patch(kept: Kept, { data, base_version }: { data: Data; base_version?: number }) {
    const { record, past } = kept;
    const base = past.find((one) => one.version === base_version)?.data ?? record.data;
    const conflicts = Object.keys(data).filter((name) => !same(base[name], record.data[name]) && !same(record.data[name], data[name]));
    if (conflicts.length) return problem(409, "Somebody changed the same field.", { conflicts: conflicts.map((field) => ({ field, base: (base[field] ?? null) as Json, yours: (data[field] ?? null) as Json, theirs: (record.data[field] ?? null) as Json })) });
    const merged = Object.fromEntries(Object.entries({ ...record.data, ...data }).filter(([, value]) => value !== null));
    return { status: 200, body: this.put(record.kind, record.id, record.key, merged) };
  }

  private apply(set: ChangeSet) {
    const change = set.change_id ?? `c${this.next++}`;
    const applied = set.changes.map((one) => this.one(one, change));
    return { status: 200, body: { change_id: change, applied, diff: [] } };
  }

  private one(change: Change, id: string) {
    const kept = this.find(change.kind, change.id ?? change.key ?? "");
    if (change.op === "delete" && kept) {
      this.records.delete(`${change.kind}/${kept.record.id}`);
      return { kind: change.kind, id: kept.record.id, key: kept.record.key, version: kept.record.version + 1 };
    }
    return this.put(change.kind, kept?.record.id ?? `n${this.next}`, kept?.record.key ?? `N-${this.next}`, { ...kept?.record.data, ...change.data }, id);
  }

  private undo(change: string) {
    for (const { record, past } of this.records.values()) {
      const at = past.findIndex((one) => one.change === change);
      const before = past[at - 1];
      if (at < 0 || !before) continue;
      const put = this.put(record.kind, record.id, record.key, before.data);
      return { status: 200, body: { change_id: `c${this.next}`, applied: [put], diff: [] } };
    }
    return problem(409, "This change cannot be undone any more.");
  }
}

/** A preview of the plan: the tasks named get their planned window, and the first milestone loses a little. */
function previewed(body: unknown): PlanPreview {
  const { changes } = body as { changes: Change[] };
  const moved = changes.flatMap((change) => {
    const task = planAnswer.tasks.find((one) => one.id === change.id);
    const window = change.data?.["planned"] as { from?: string; to?: string } | undefined;
    if (!task || !window?.from || !window.to) return [];
    const { kind, id, key, title, people: hands } = task;
    return [{ kind, id, key, title, before: { start: task.start, finish: task.finish, people: hands }, after: { start: window.from, finish: window.to, people: hands } }];
  });
  return { rows: [{ label: words("Launch by 10 March"), before: "38 %", after: "31 %", better: -1 }], moved, notes: [], gaps: [] };
}

const history = (kept: Kept): HistoryEntry[] =>
  kept.past.toReversed().map((one, index) => ({ change_id: one.change, at: one.updated.at, by: ana ?? null, via: "ui", version: one.version, op: "put", reason: "", sentences: [one.said], undoable: index === 0 && one.version > 1, why_not: "" }));

const problem = (status: number, title: string, more: Partial<Problem> = {}) => ({ status, body: { title, status, detail: title, ...more } });

const queueDecision: Data = {
  title: "Queue for settlement events", status: "proposed", context: "Settlement must survive a restart without losing or doubling an event. We run PostgreSQL already; nobody here has run Kafka in production.", due: "2026-02-24", deciders: ["ana"],
  criteria: [{ name: "Operability", weight: 0.3 }, { name: "Time to first event", weight: 0.25 }, { name: "Throughput headroom", weight: 0.2 }, { name: "Team knows it", weight: 0.15 }, { name: "Cost a year", weight: 0.1 }],
  options: ([["Kafka", [5, 6, 10, 6, 6]], ["PostgreSQL + River", [9, 9, 5, 9, 9]], ["NATS JetStream", [8, 8, 8, 4, 8]]] as [string, number[]][]).map(([name, scores]) => ({ name, scores: scores.map((score, index) => ({ criterion: ["Operability", "Time to first event", "Throughput headroom", "Team knows it", "Cost a year"][index] ?? "", value: score })) })),
};

/** Answers every /api call of this page from a stub. Returns it, and what puts fetch back. */
export function installStub(stub = new Stub(Number(new URLSearchParams(location.search).get("rows") ?? 40))): { stub: Stub; remove: () => void } {
  const real = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), location.href);
    if (!url.pathname.startsWith("/api/")) return real(input, init);
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    const { status, body: answer } = stub.answer(init?.method ?? "GET", url, body);
    return Promise.resolve(new Response(JSON.stringify(answer), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" } }));
  };
  return { stub, remove: () => { globalThis.fetch = real; } };
}
