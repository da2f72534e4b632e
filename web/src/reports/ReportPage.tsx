import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { changeOf, patch, undo } from "../api/edits";
import { recordQuery } from "../api/queries";
import type { Data, RecordOf } from "../api/types";
import { WithWhy } from "../answers/AnswerPage";
import { WhyWord } from "../answers/Statement";
import { History } from "../records/History";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { say, sayFailure } from "../shell/toasts";
import { Bar, Block, Head, PageSkeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayDate, sayInstant, sayShort } from "../ui/dates";
import { count } from "../ui/units";
import { Line } from "./Line";
import { Outside } from "./Outside";
import { marks, parts, type ReportData, reportOf, said, type Sentence } from "./read";
import { Glossary } from "./WritePage";
import css from "./reports.module.css";

/** A report that was kept: as it was told, with its facts; a draft may still be changed. */
export function ReportPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery(recordQuery("report", id));
  if (query.error && !query.data) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  return (
    <WithWhy>
      <One key={query.data.id} record={query.data} />
    </WithWhy>
  );
}

function One({ record }: { record: RecordOf }) {
  const report = reportOf(record);
  const client = useQueryClient();
  const { session } = useHere();
  const may = record.may.includes("write");
  const change = async (fields: Data, words: string) => {
    try {
      const saved = await patch(client, record, fields);
      say({ text: words, level: "good", undo: async () => undo(client, await changeOf(saved)) });
    } catch (error) {
      sayFailure(error, "Changing the report");
    }
  };
  const approve = () => void change({ status: "approved", approved_by: session.person?.id ?? null, approved: new Date().toISOString() }, "Approved. Its words do not change any more.");
  const open = may && report.status === "draft";
  useKeys(open && session.person ? [{ keys: "a", label: "Approve", run: approve }] : []);
  return (
    <>
      <Head over={<Link to="/align/reports" className={css.screen}>Reports</Link>} title={record.title} under={<Standing report={report} />} />
      <Bar>
        {open && session.person && (
          <Button tone="strong" hint="a" onClick={approve}>
            Approve
          </Button>
        )}
        <Link to="/align/reports/write" search={{ audience: report.for }}>
          Write the next
        </Link>
        <Outside asked={{ report: record.id }} name={record.key || record.id} />
      </Bar>
      <div className={css.page}>
        <article className={css.paper} aria-label={record.title}>
          {parts.map(({ part, title }) => (
            <Part key={part} part={part} title={title} report={report} save={open ? (list, words) => void change({ sentences: list as unknown as Data[] }, words) : undefined} />
          ))}
          <Glossary words={report.words ?? []} />
        </article>
        <aside>
          {report.status !== "draft" && <Sent report={report} send={may ? change : undefined} />}
          <Block title="History">
            <History record={record} />
          </Block>
        </aside>
      </div>
    </>
  );
}

function Standing({ report }: { report: ReportData }) {
  const by = useQuery(recordQuery("person", report.approved_by ?? "")).data?.title;
  return (
    <>
      What happened after {sayDate(report.from)} up to {sayDate(report.to)}
      {report.status === "draft" ? " · a draft that nobody has approved" : ` · approved ${report.approved ? sayInstant(report.approved) : ""}`}
      {report.status !== "draft" && by && <span className={css.screen}> by {by}</span>}
    </>
  );
}

function Part({ part, title, report, save }: { part: string; title: string; report: ReportData; save: ((list: Sentence[], words: string) => void) | undefined }) {
  const all = report.sentences ?? [];
  const [editing, setEditing] = useState(-1);
  if (!all.some((one) => one.part === part)) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul>
        {all.map((one, at) =>
          one.part === part ? (
            <Line
              key={`${at} ${one.subject ?? ""}`}
              text={one.text}
              mark={marks[one.source]}
              why={<Facts sentence={one} />}
              editing={editing === at}
              edit={save && ((open) => setEditing(open ? at : -1))}
              change={save && ((text) => text.trim() && text.trim() !== one.text && save(said(all, at, text.trim()), "Said in other words; the facts stay."))}
              drop={save && (() => save(all.filter((_, other) => other !== at), "Left out."))}
            >
              {one.text}
            </Line>
          ) : null,
        )}
      </ul>
    </section>
  );
}

function Facts({ sentence }: { sentence: Sentence }) {
  const facts = sentence.facts ?? [];
  const statement = { id: "", segments: [{ text: sentence.text }], evidence: facts.map(({ address, label }) => ({ address, label: label ?? "", when: "" })) };
  return <WhyWord statement={statement}>{count(facts.length, "fact")}</WhyWord>;
}

/** To whom it went, and the form that notes it. */
function Sent({ report, send }: { report: ReportData; send: ((fields: Data, words: string) => Promise<void>) | undefined }) {
  const { today } = useHere();
  const [to, setTo] = useState("");
  const note = (event: FormEvent) => {
    event.preventDefault();
    if (!to.trim()) return;
    void send?.({ status: "sent", sent: [...(report.sent ?? []), { to: to.trim(), on: today }] }, `Noted: sent to ${to.trim()}.`);
    setTo("");
  };
  return (
    <Block title="Sent">
      <ul className={css.small}>
        {(report.sent ?? []).map((one, index) => (
          <li key={index}>
            {one.to}, {sayShort(one.on, today)}
            {one.by && ` · ${one.by}`}
          </li>
        ))}
        {!report.sent?.length && <li className="quiet">Not yet.</li>}
      </ul>
      {send && (
        <form onSubmit={note} className={css.ask}>
          <input value={to} onChange={(event) => setTo(event.target.value)} placeholder="Sent today to …" aria-label="Sent today to" />
          <Button type="submit" disabled={!to.trim()}>
            Note it
          </Button>
        </form>
      )}
    </Block>
  );
}
