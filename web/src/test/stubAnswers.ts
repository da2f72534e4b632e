import type { Answer, Area, AwayAnswer, DecidedAnswer, DecidedItem, KnowledgeAnswer, PersonLoad, PlanAnswer, PlanTask, SkillsAnswer, TodayAnswer, TodayItem, WhenAnswer, WhoAnswer } from "../api/answers";
import type { Ref, Segment, Statement } from "../api/types";
import { addDays, dayNumber } from "../ui/dates";

export const today = "2026-02-20";

/** Words with marked pieces: "by [10 March](date)" or "[Ana](person:ana)"; "(range?addr)" adds a why. */
export function words(text: string, level?: Statement["level"], facts = 1): Statement {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)) {
    segments.push({ text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const [as, why] = (match[2] ?? "").split("?");
    const [what, name] = (as ?? "").split(":");
    const kind = what === "record" ? name?.split("/")[0] : what;
    const key = what === "record" ? name?.split("/")[1] : name;
    segments.push({ text: match[1] ?? "", ...(what ? { as: what } : {}), ...(key ? { key, id: key } : {}), ...(kind && key ? { kind } : {}), ...(why ? { why } : {}) });
  }
  segments.push({ text: text.slice(from) });
  const evidence = Array.from({ length: facts }, (_, index) => ({ address: `git:4f1c@a1b2c3${index}:ledger/post.go`, label: `Commit a1b2c3${index}`, when: "2026-02-17" }));
  return { id: "stub", segments: segments.filter((segment) => segment.text !== ""), evidence, ...(level ? { level } : {}) };
}

const base = (question: string, headline: Statement): Answer => ({ question, headline, as_of: today, computed_at: `${today}T08:00:00Z`, facts: { repositories: 3, age_s: 130 }, missing: [] });

const item = (rank: number, level: TodayItem["level"], text: string, reason: string, since: number, tags: string[], label: string, key: string, href: string): TodayItem => ({
  id: `t${rank}`, rule: "stub", level, statement: words(text), reason: words(reason), since: addDays(today, -since), evidence: [{ address: "git:4f1c@a1b2c30:ledger/post.go", label: "Commit a1b2c30" }], tags, cost: { hours: 8 / rank, why: words("One task waits for it.") }, action: { label, key, kind: "open", href },
});

export const todayAnswer: TodayAnswer = {
  ...base("today", words("Six things need you. Checkout will be ready [between 3 and 17 March](range?rec:milestone/m1@4), most likely a little after you promised.")),
  items: [
    item(1, "bad", "Checkout is more likely late than not: [38 %](probability?rec:milestone/m1@4) by the promised [10 March](date), 55 % last week.", "“[Ledger idempotency](record:task/PAY-12)” grew from 24 to 41 h and only [Ana](person:ana) knows the ledger.", 2, ["forecast", "PAY-12", "+17 h"], "Let Ben join", "a", "/deliver/plan"),
    item(2, "warn", "[D-14](record:decision/D-14) “Queue for settlement events” waits for you since Monday; two tasks start on it next week.", "PostgreSQL + River leads 8.2 to 7.4 and holds until throughput weighs over 0.37.", 4, ["decision", "2 blocked"], "Decide", "d", "/decide/decisions/D-14"),
    item(3, "warn", "[Ben](person:ben) has not had a one-on-one for five weeks; his goal “lead a migration” got no hours in this plan.", "The trade-off “grow” gives it 26 h for 2 days of delay.", 36, ["growth", "one-on-one"], "Schedule", "s", "/grow/people"),
    item(4, "info", "Platform promised the new gateway by 1 March; its own forecast says [31 %](probability?x).", "Last confirmed 12 days ago. Your launch needs it by 6 March.", 12, ["promise", "Platform → Payments"], "Ask", "q", "/grow/people"),
    item(5, "info", "“[Refund API](record:task/PAY-31)” is marked done, but its pull request #482 was closed unmerged.", "Asserted by check-in on Tuesday; no commit on main names PAY-31.", 1, ["claim", "contested"], "Ask Mira", "q", "/grow/people"),
    item(6, "info", "Reviews wait [27 h](hours?x) at the median, twice the autumn; 61 % go to one person.", "Spreading them costs about 4 % more review time and leaves three more areas with a second.", 21, ["flow", "reviews"], "See who", "w", "/guide/knowledge"),
  ],
  sections: [
    { title: "Since last week", items: [words("Checkout, 80 % sure +4 d (scope +17 h, Ana away 2 d)"), words("Checkout page: truck factor 2 → 3")] },
  ],
  rules: [],
};

export const people: Ref[] = ["Ana", "Ben", "Mira", "Jon", "Noor", "Lea"].map((title) => ({ id: title.toLowerCase(), key: title.toLowerCase(), title }));
const who = (name: string) => people.find((one) => one.title === name) ?? { id: name, key: name, title: name };

const area = (name: string, lines: number, age: number, ...names: string[]): Area => ({
  repository: "payments", name, lines, files: Math.round(lines / 120), knowers: names.length, age_days: age, last: addDays(today, -age), gone: names.length === 0, history: [], people: names.map(who), evidence: [{ address: "git:4f1c@a1b2c30:ledger/post.go", label: "Commit a1b2c30" }],
});

export const areas: Area[] = [
  area("ledger", 24000, 3, "Ana"), area("settlement", 17200, 20, "Mira", "Ana"), area("checkout", 16400, 9, "Noor", "Jon", "Mira"), area("gateway", 13100, 30, "Jon", "Ben"), area("web", 15400, 2, "Noor", "Lea", "Mira", "Jon"),
  area("export", 9300, 80, "Lea"), area("jobs", 7100, 44, "Jon", "Ben", "Ana"), area("auth", 6000, 210, "Ben", "Noor"), area("metrics", 4700, 16, "Ben", "Lea"), area("deploy", 5300, 120, "Jon"), area("docs", 1200, 400),
];

export const knowledgeAnswer: KnowledgeAnswer = { ...base("knowledge", words("[Three areas](count?x) have only one who knows them; [docs](area) has nobody.")), areas, trend: [] };

const reason = (changes: number) => words(`${changes} changes in 12 files, last on 11 February`);

export function awayAnswer(name: string): AwayAnswer {
  const gone = who(name.charAt(0).toUpperCase() + name.slice(1));
  const lost = areas.filter((one) => one.people.some((person) => person.title === gone.title));
  return {
    ...base("away", words(`If [${gone.title}](person:${name}) is away for [six weeks from 2 March](range), Checkout slips [seven working days](count?x) and the ledger has nobody.`)),
    who: gone, from: "2026-03-02", to: "2026-04-12", kept: 1,
    areas: lost.filter((one) => one.knowers < 3).map((one) => ({ repository: one.repository, area: one.name, lines: one.lines, before: one.knowers, left: one.knowers - 1, others: one.people.filter((person) => person.title !== gone.title).map((person) => ({ person, reason: reason(9) })), seconds: [{ person: who("Ben"), reason: reason(18) }, { person: who("Mira"), reason: reason(7) }] })),
    breaks: [{ label: words("Checkout, 80 % sure"), before: "13", after: "24 March", better: -1 }, { label: words("By 10 March"), before: "38", after: "11 %", better: -1 }],
  };
}

export const whoAnswer: WhoAnswer = { ...base("who", words("[Ana](person:ana) knows ledger best; [Ben](person:ben) comes next.")), repository: "payments", path: "ledger", area: "ledger", items: people.slice(0, 3).map((person, rank) => ({ person, knows: rank < 2, reason: reason(41 - rank * 12) })) };

export const whenAnswer: WhenAnswer = {
  ...base("when", words("24 changes will be finished [between 3 and 17 March](range), 80 % sure by [13 March](date).")), repository: "payments", remaining: 24, p10: "2026-03-03", p50: "2026-03-09", p80: "2026-03-13", p90: "2026-03-17",
  curve: Array.from({ length: 101 }, (_, n) => addDays("2026-03-09", Math.round(Math.log((n + 1) / (102 - n)) * 3.4))), weeks: Array.from({ length: 30 }, (_, n) => ({ start: addDays("2025-07-28", n * 7), changes: 6 + ((n * 7) % 9) })), items: [words("7.5 changes a week on main over the last 30 weeks.")], record: { forecasts: 40, right: 33 },
};

const day = (n: number) => addDays("2026-02-16", n);
const spread = (p10: number, p90: number) => ({ p10: day(p10), p50: day(Math.round((p10 + p90) / 2)), p80: day(Math.round(p10 + (p90 - p10) * 0.8)), p90: day(p90) });

const task = (key: string, title: string, project: string, names: string, start: number, finish: number, p10: number, p90: number, progress: number, critical: boolean, after: string[] = []): PlanTask => ({
  kind: "task", id: key, key, title, project, people: names.split("+").map(who), start: day(start), finish: day(finish), spread: spread(p10, p90), critical: critical ? 0.8 : 0.1, done: progress >= 1, progress, left: progress >= 1 ? 0 : Math.round((finish - start) * 480 * (1 - progress)), status: progress >= 1 ? "done" : progress > 0 ? "doing" : "todo", after: after.map((id) => ({ id, link: "" })), pinned: false, version: 1,
});

export const planTasks: PlanTask[] = [
  task("PAY-12", "Ledger idempotency", "p1", "Ana", 0, 8, 6, 13, 0.45, true), task("PAY-14", "Settlement events", "p1", "Mira", 3, 10, 9, 13, 0.3, false), task("PAY-18", "Event queue", "p1", "Jon+Ben", 10, 16, 13, 22, 0, true, ["PAY-12"]),
  task("PAY-31", "Refund API", "p1", "Mira", 10, 14, 13, 17, 0, false, ["PAY-14"]), task("PAY-16", "Checkout page", "p1", "Noor", 1, 9, 8, 11, 0.6, false), task("PAY-20", "Payment retries", "p1", "Jon", 2, 8, 7, 10, 0.5, false), task("PAY-22", "Load test", "p1", "Ben", 17, 20, 14, 28, 0, true, ["PAY-18"]),
  task("REP-1", "Export schema", "p2", "Lea", 0, 6, 5, 8, 0.8, false), task("REP-2", "Warehouse sync", "p2", "Lea", 6, 16, 13, 22, 0, false, ["REP-1"]), task("REP-3", "Dashboards", "p2", "Noor", 11, 18, 16, 23, 0, false), task("REP-0", "Merchants chosen", "p2", "Lea", -30, -20, -20, -20, 1, false),
];

const curve = (from: string, to: string): string[] => {
  const days = dayNumber(to) - dayNumber(from);
  return Array.from({ length: 101 }, (_, n) => addDays(from, Math.round(days / 2 + (Math.log((n + 0.5) / (100.5 - n)) * days) / 4.4)));
};

const load: PersonLoad[] = people.map((person, row) => ({ ...person, weeks: Array.from({ length: 6 }, (_, week) => ({ week: day(week * 7), work: week === 2 && row === 0 ? 480 : Math.max(0, 1500 + ((row * 7 + week * 5) % 9) * 40 - week * 260), has: week === 2 && row === 0 ? 480 : 1920 })) }));

export const planAnswer: PlanAnswer = {
  ...base("plan", words("Checkout lands between [3 and 17 March](range?x): [38 %](probability?x) by the promise. The ledger decides it.")),
  start: "2026-02-16", end: day(29), projects: [{ kind: "project", id: "p1", key: "PAY", title: "Checkout v2" }, { kind: "project", id: "p2", key: "REP", title: "Reporting" }], tasks: planTasks, trials: 10000, people: load, gaps: [], work: 36720, growth: 1320, stale: false,
  milestones: [
    { kind: "milestone", id: "m1", key: "M-1", title: "Launch", project: "p1", finish: day(21), done: false, spread: spread(15, 29), promised: "2026-03-10", to: "Sales", odds: 0.38, confidence: 0.8, curve: curve("2026-03-03", "2026-03-17"), version: 1, says: words("It lands in [March](range?x).") },
    { kind: "milestone", id: "m2", key: "M-2", title: "Reporting live", project: "p2", finish: day(19), done: false, spread: spread(14, 24), confidence: 0.8, curve: curve("2026-03-02", "2026-03-12"), version: 1, says: words("It lands in [March](range?x).") },
  ],
  drivers: [words("[Ledger idempotency](record:task/PAY-12) moves the end by 3.4 days."), words("[Event queue](record:task/PAY-18) moves the end by 2 days.")],
};

export const skillNames = ["Go", "PostgreSQL", "Ledger", "Events", "React", "Kubernetes", "Incident command", "Mentoring"];

export const skillsAnswer: SkillsAnswer = {
  ...base("skills", words("[Two skills](count?x) the plan needs are held by one person only: Ledger and Kubernetes.")), people, proposed: [],
  skills: skillNames.map((title, index) => ({ kind: "skill", id: `s${index}`, key: title.toLowerCase(), title, category: index < 6 ? "technical" : "leadership", needed: index === 2 ? 3 : index < 4 ? 2 : 0, tasks: [], holders: index === 2 || index === 5 ? 1 : 3 })),
  cells: people.flatMap((person, row) => skillNames.flatMap((_, col) => {
    const level = (row * 3 + col * 5) % 7;
    if (level === 0 || level > 5) return [];
    const claims = [{ source: "self", level, id: `c${row}-${col}` }, ...(level === 4 ? [{ source: "lead", level: 2, id: `l${row}-${col}` }] : [])];
    return [{ person: person.id, skill: `s${col}`, level: level === 4 ? 2 : level, claims, contested: level === 4, ...((row + col) % 4 ? {} : { goal: 5 }) }];
  })),
};

const decided = (key: string, title: string, status: string, state: string, more: Partial<DecidedItem>): DecidedItem => ({ kind: "decision", id: key.toLowerCase().replace("-", ""), key, title, status, state, statement: words(`[${title}](record:decision/${key}): PostgreSQL + River leads, and holds until throughput weighs over 0.37.`), deciders: [who("Ana")], supersedes: [], superseded_by: [], tasks: [], checks: [], chain: [], sensitivity: { weights: [], scores: [], flips: [] }, ...more });

export const decidedAnswer: DecidedAnswer = {
  ...base("decided", words("[1 decision waits](count) for somebody, 1 is past the date it was to be looked at again.", "warn")),
  items: [decided("D-14", "Queue for settlement events", "proposed", "waits", { due: "2026-02-24" }), decided("D-9", "Jobs in our own database", "accepted", "expired", { date: "2025-02-24", review: "2026-01-24", outcome: "Table with leases" }), decided("D-6", "Message broker for refunds", "superseded", "superseded", { date: "2024-03-01", outcome: "SQS" })], found: [], conflicts: [],
};
