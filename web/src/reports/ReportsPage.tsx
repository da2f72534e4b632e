import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { TellAnswer } from "../api/tell";
import { answerQuery, recordsQuery } from "../api/queries";
import type { RecordOf } from "../api/types";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { Bar, Empty, Head, PageSkeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { ago, sayDate, sayShort } from "../ui/dates";
import { count } from "../ui/units";
import { reportOf } from "./read";
import css from "./reports.module.css";

/** How many reports are listed before more are asked for. */
const first = 100;

/** What was told to whom, the newest first, and the way to write the next. */
export function ReportsPage() {
  const tell = useQuery(answerQuery<TellAnswer>("tell"));
  const kept = useInfiniteQuery(recordsQuery("report", { sort: "-to" }));
  const error = tell.error ?? kept.error;
  if (error && (!tell.data || !kept.data)) return <Trouble error={error} retry={() => void Promise.all([tell.refetch(), kept.refetch()])} />;
  if (!tell.data || !kept.data) return <PageSkeleton />;
  const list = kept.data.pages.flatMap((page) => page.items);
  return <All answer={tell.data} list={list} more={kept.hasNextPage ? () => void kept.fetchNextPage() : undefined} />;
}

function All({ answer, list, more }: { answer: TellAnswer; list: RecordOf[]; more: (() => void) | undefined }) {
  const navigate = useNavigate();
  const { today } = useHere();
  const [shown, setShown] = useState(first);
  const [chosen, setChosen] = useState(-1);
  const write = (audience: string) => void navigate({ to: "/align/reports/write", search: { audience } });
  const open = (record: RecordOf | undefined) => record && void navigate({ to: "/align/reports/$id", params: { id: record.key || record.id } });
  useKeys([
    ...answer.audiences.slice(0, 9).map((one, index) => ({ keys: `${index + 1}`, label: `Write for ${one.title}`, run: () => write(one.key) })),
    { keys: "j", label: "Next", run: () => setChosen((at) => Math.min(list.length - 1, shown - 1, at + 1)) },
    { keys: "k", label: "Previous", run: () => setChosen((at) => Math.max(0, at - 1)) },
    { keys: "Enter", label: "Open", run: () => open(list[chosen]) },
  ]);
  const names = new Map(answer.audiences.map((one) => [one.key, one.title]));
  const row = list.slice(0, shown);
  return (
    <>
      <Head title={headline(list, names)} under={`${count(list.length, "report")}${more ? " and more" : ""} kept. A report is computed from what everybody may see; you read it, change words, and approve it.`} />
      <Bar>
        <span className={css.label}>Write for</span>
        {answer.audiences.map((one, index) => (
          <Button key={one.key} {...(index === 0 ? { tone: "strong" as const } : {})} {...(index < 9 ? { hint: `${index + 1}` } : {})} onClick={() => write(one.key)}>
            {one.title}
          </Button>
        ))}
      </Bar>
      {list.length === 0 ? (
        <Empty title="Nobody has been told anything yet.">
          Choose who is to be told. The first report begins a week ago; each later one begins where the last ended and says what has moved since.
        </Empty>
      ) : (
        <ul className={css.list} aria-label="Reports that were kept">
          {row.map((record, index) => (
            <Row key={record.id} record={record} today={today} chosen={index === chosen} audience={names.get(reportOf(record).for) ?? reportOf(record).for} />
          ))}
        </ul>
      )}
      {(shown < list.length || more) && (
        <Button
          onClick={() => {
            setShown(shown + first);
            if (shown + first >= list.length) more?.();
          }}
        >
          Show more
        </Button>
      )}
    </>
  );
}

/** To whom the newest report went, as a sentence. */
function headline(list: RecordOf[], names: Map<string, string>): string {
  const newest = list.map(reportOf).find((one) => one.status !== "draft");
  if (!newest) return list.length ? "No report has been approved yet." : "Reports";
  return `${names.get(newest.for) ?? newest.for} were told last, on ${sayDate(newest.to)}.`;
}

const standing = { draft: "a draft", approved: "approved", sent: "sent" };

function Row({ record, today, chosen, audience }: { record: RecordOf; today: string; chosen: boolean; audience: string }) {
  const report = reportOf(record);
  const lead = report.sentences?.[0]?.text;
  return (
    <li className={css.row} data-chosen={chosen || undefined}>
      <div>
        <Link to="/align/reports/$id" params={{ id: record.key || record.id }}>
          {audience}, {sayShort(report.to, today)}
        </Link>
        <span className="quiet">{ago(report.to, today)}</span>
        <span className={report.status === "draft" ? "warn" : "quiet"}>{standing[report.status]}</span>
        {report.supersedes && <span className="quiet">takes the place of an earlier one</span>}
      </div>
      {lead && <p>{lead}</p>}
    </li>
  );
}
