import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { recordQuery } from "../api/queries";
import type { Kind, RecordOf, Value } from "../api/types";
import { Comments } from "../records/Comments";
import { Conflict } from "../records/Conflict";
import { History } from "../records/History";
import { Markdown } from "../records/Markdown";
import { useSave } from "../records/RecordPage";
import { useWords } from "../records/useWords";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { sayFailure } from "../shell/toasts";
import { Bar, Block, Empty, Head, PageSkeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayDate } from "../ui/dates";
import { Kept } from "./Kept";
import { Holds } from "./Holds";
import { Matrix } from "./Matrix";
import { type Decision, decisionOf, open, withWeights } from "./read";
import { flips, leader, normalised, rescaled } from "./weigh";
import css from "./decide.module.css";

export function DecisionPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const kind = useHere().kinds.find((one) => one.kind === "decision");
  const query = useQuery(recordQuery("decision", id));
  if (!kind) return <Empty title="Decisions are not kept here." />;
  if (query.error && !query.data) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  return <OneDecision key={query.data.id} kind={kind} record={query.data} />;
}

/** "leads, and holds until throughput weighs over 0.37": the state of a decision, live with the sliders. */
function Headline({ record, decision, weights }: { record: RecordOf; decision: Decision; weights: number[] }) {
  const best = leader(decision.scores, weights);
  const name = decision.options[best]?.name;
  if (!open(decision.status) && decision.outcome) return `${record.title}: ${decision.outcome}.`;
  if (!name || !decision.criteria.length) return record.title;
  const near = flips(decision.scores, weights).toSorted((a, b) => Math.abs(a.at - (weights[a.criterion] ?? 0)) - Math.abs(b.at - (weights[b.criterion] ?? 0)))[0];
  const what = near && decision.criteria[near.criterion]?.name.toLowerCase();
  return (
    <>
      {record.title}: <span style={{ color: "var(--accent-ink)" }}>{name}</span> leads, {near ? `and holds until ${what} weighs ${near.above ? "over" : "under"} ${near.at.toFixed(2)}.` : "whatever any one criterion weighs."}
    </>
  );
}

function OneDecision({ kind, record }: { kind: Kind; record: RecordOf }) {
  const { today } = useHere();
  const navigate = useNavigate();
  const words = useWords(kind.fields);
  const { save, conflict, dismiss } = useSave(record);
  const decision = decisionOf(record);
  const stored = normalised(decision.criteria.map((one) => one.weight));
  const [moved, setMoved] = useState<number[]>();
  const weights = moved?.length === stored.length ? moved : stored;
  const may = record.may.includes("write");
  const best = decision.options[leader(decision.scores, weights)]?.name;
  const write = (changed: Parameters<typeof save>[0]) => {
    save(changed).then(
      () => setMoved(undefined),
      (error: unknown) => sayFailure(error, "Saving"),
    );
  };
  const outcome = best ?? (decision.options.length === 1 ? decision.options[0]?.name : undefined);
  const accept = () => write({ status: "accepted", date: today, ...(outcome ? { outcome } : {}), ...(moved ? withWeights(decision.criteria, weights) : {}) });
  const undecided = may && open(decision.status);
  const edit = () => void navigate({ to: "/records/$kind/$id", params: { kind: "decision", id: record.key || record.id }, search: { edit: "1" } });
  const download = () => window.location.assign(`/api/v1/decisions/${record.id}/madr`);
  useKeys([
    ...(undecided ? [{ keys: "a", label: "Accept", run: accept }] : []),
    ...(may ? [{ keys: "e", label: "Edit", run: edit }] : []),
    { keys: "s", label: "Save as MADR", run: download },
  ]);
  return (
    <>
      <Head over={<Over record={record} decision={decision} name={(one) => words.name("person", one) || one} />} title={<Headline record={record} decision={decision} weights={weights} />} under={<Waiting record={record} name={(one) => words.name("task", one) || one} />} />
      {conflict && <Conflict kind={kind} conflict={conflict} record={record} save={save} close={dismiss} />}
      <div className={css.page}>
        <div>
          {decision.criteria.length > 0 && decision.options.length > 0 ? (
            <>
              <Block title="Options against criteria">
                <Matrix decision={decision} weights={weights} move={undecided ? (index, value) => setMoved(rescaled(weights, index, value)) : undefined} />
              </Block>
              {moved && (
                <Bar>
                  <Button tone="strong" onClick={() => write(withWeights(decision.criteria, weights))}>
                    Save these weights
                  </Button>
                  <Button onClick={() => setMoved(undefined)}>Put them back</Button>
                </Bar>
              )}
              <br />
              <Holds decision={decision} weights={weights} />
            </>
          ) : (
            <Options decision={decision} edit={may ? edit : undefined} />
          )}
          <Comments record={record} />
        </div>
        <aside className={css.side}>
          <Kept id={record.id} />
          <Prose record={record} kind={kind} />
          <Bar>
            {undecided && (
              <Button tone="strong" hint="a" onClick={accept}>
                Accept
              </Button>
            )}
            {may && (
              <Button hint="e" onClick={edit}>
                Edit
              </Button>
            )}
            <Button onClick={download}>MADR</Button>
          </Bar>
          <br />
          <Block title="History">
            <History record={record} />
          </Block>
        </aside>
      </div>
    </>
  );
}

function Over({ record, decision, name }: { record: RecordOf; decision: Decision; name: (id: string) => string }) {
  const deciders = (Array.isArray(record.data["deciders"]) ? record.data["deciders"] : []).map((one) => name(String(one)));
  const due = record.data["due"];
  const review = record.data["review"];
  return (
    <>
      <Link to="/decide/decisions">Decisions</Link>
      {[record.key, decision.status, deciders.length && `${deciders.join(", ")} ${deciders.length === 1 ? "decides" : "decide"}`, open(decision.status) && due && `closes ${sayDate(String(due))}`, !open(decision.status) && review && `review on ${sayDate(String(review))}`].filter(Boolean).map((part) => ` · ${part}`)}
    </>
  );
}

function Waiting({ record, name }: { record: RecordOf; name: (id: string) => string }) {
  const tasks: Value[] = Array.isArray(record.data["tasks"]) ? record.data["tasks"] : [];
  if (!tasks.length) return null;
  return (
    <>
      Waiting for it:{" "}
      {tasks.map((task, index) => (
        <span key={String(task)}>
          {index > 0 && ", "}
          <Link to="/records/$kind/$id" params={{ kind: "task", id: String(task) }}>
            {name(String(task))}
          </Link>
        </span>
      ))}
    </>
  );
}

const proseFields = ["context", "why", "consequences", "expected", "confirmation", "later"];

function Prose({ record, kind }: { record: RecordOf; kind: Kind }) {
  return proseFields.map((name) => {
    const text = record.data[name];
    const field = kind.fields.find((one) => one.name === name);
    return typeof text === "string" && text && field ? (
      <Block key={name} title={field.label}>
        <Markdown source={text} />
      </Block>
    ) : null;
  });
}

function Options({ decision, edit }: { decision: Decision; edit: (() => void) | undefined }) {
  if (!decision.options.length) {
    return (
      <Empty title="No options are written down." action={edit && <Button onClick={edit}>Add options and criteria</Button>}>
        With options, criteria and scores this page shows which leads and how far the weights can move before that changes.
      </Empty>
    );
  }
  return decision.options.map((option) => (
    <Block key={option.name} title={option.name}>
      {option.text && <Markdown source={option.text} />}
      <ul>
        {option.pros?.map((one) => <li key={one}>Good: {one}</li>)}
        {option.neutral?.map((one) => <li key={one}>Neutral: {one}</li>)}
        {option.cons?.map((one) => <li key={one}>Bad: {one}</li>)}
      </ul>
    </Block>
  ));
}
