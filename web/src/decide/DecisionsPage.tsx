import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { someRecordsQuery } from "../api/queries";
import type { RecordOf } from "../api/types";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { Bar, Block, Empty, Head, PageSkeleton, Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { count } from "../ui/units";
import recordsCss from "../records/records.module.css";
import { open } from "./read";
import css from "./decide.module.css";

const text = (record: RecordOf, name: string): string => (typeof record.data[name] === "string" ? record.data[name] : "");

/** What is decided and what waits: those waiting first, by the day they close. */
export function DecisionsPage() {
  const { q = "" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const { today } = useHere();
  const query = useQuery({ ...someRecordsQuery("decision", { limit: 500, ...(q ? { q } : {}) }), placeholderData: keepPreviousData });
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: "decision" }, search: { status: "proposed" } });
  const find = (next: string) => void navigate({ to: ".", search: next ? { q: next } : {}, replace: true } as never);
  const all = query.data?.items ?? [];
  const waiting = all.filter((one) => open(text(one, "status"))).toSorted((a, b) => (text(a, "due") || "9").localeCompare(text(b, "due") || "9"));
  const decided = all.filter((one) => !open(text(one, "status"))).toSorted((a, b) => text(b, "date").localeCompare(text(a, "date")));
  const overdue = decided.filter((one) => text(one, "status") === "accepted" && text(one, "review") && text(one, "review") < today);
  const ordered = [...waiting, ...decided];
  const [chosen, setChosen] = useState(-1);
  const row = ordered[chosen];
  useKeys([
    { keys: "c", label: "New decision", run: create },
    { keys: "j", label: "Next", run: () => setChosen((at) => Math.min(ordered.length - 1, at + 1)) },
    { keys: "k", label: "Previous", run: () => setChosen((at) => Math.max(0, at - 1)) },
    { keys: "Enter", label: "Open", run: () => row && void navigate({ to: "/decisions/$id", params: { id: row.key || row.id } }) },
  ]);
  const lines = [waiting.length ? `${count(waiting.length, "decision")} ${waiting.length === 1 ? "waits" : "wait"}` : "No decision waits", overdue.length ? `${overdue.length} past ${overdue.length === 1 ? "its" : "their"} review` : ""].filter(Boolean);
  const list = (records: RecordOf[]) => (
    <ul className={css.list}>
      {records.map((one) => (
        <Row key={one.id} record={one} chosen={one === row} today={today} />
      ))}
    </ul>
  );
  return (
    <>
      <Head title={query.data ? `${lines.join("; ")}.` : "Decisions"} under={query.data ? `${count(all.length, "decision")} kept${q ? `, filtered by “${q}”` : ""}` : " "} />
      <Bar>
        <Find key={q} q={q} find={find} />
        <Push>
          <Link to="/records/$kind" params={{ kind: "decision" }}>
            As a table
          </Link>
          <Button tone="strong" hint="c" onClick={create}>
            New decision
          </Button>
        </Push>
      </Bar>
      <br />
      {query.error && !query.data && <Trouble error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <PageSkeleton />}
      {query.data && all.length === 0 && <Empty title={q ? "No decision speaks of this." : "No decisions are kept yet."}>A decision keeps its context, what was weighed, and what followed, so that nobody has to guess in a year. Files in MADR form in your repositories are found by themselves.</Empty>}
      {waiting.length > 0 && <Block title="Waiting">{list(waiting)}</Block>}
      {decided.length > 0 && <Block title="Decided">{list(decided)}</Block>}
    </>
  );
}

function Find({ q, find }: { q: string; find: (text: string) => void }) {
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => find(typed), 250);
    return () => clearTimeout(timer);
  }, [typed, q, find]);
  // The field is made anew when the address changes; typing must go on in it.
  return <input type="search" className={recordsCss.search} value={typed} onChange={(event) => setTyped(event.target.value)} placeholder="What did we decide about …" aria-label="What did we decide about" autoFocus={q !== ""} />;
}

function Row({ record, chosen, today }: { record: RecordOf; chosen: boolean; today: string }) {
  const status = text(record, "status");
  const date = open(status) ? text(record, "due") : text(record, "date");
  return (
    <li aria-current={chosen || undefined} style={chosen ? { background: "var(--accent-soft)" } : undefined}>
      <span className="quiet">{record.key}</span>
      <Link to="/decisions/$id" params={{ id: record.key || record.id }}>
        {record.title}
      </Link>
      <span className={open(status) ? "warn" : "quiet"}>{status}</span>
      <span className="quiet">{text(record, "outcome")}</span>
      <span className="num quiet">{date && `${open(status) ? "by " : ""}${sayShort(date, today)}`}</span>
    </li>
  );
}
