import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Failure } from "../api/client";
import { apply, changedFields, changeOf, patch, undo } from "../api/edits";
import { recordQuery } from "../api/queries";
import type { ConflictField, Data, Field, Kind, RecordOf } from "../api/types";
import { WithWhy } from "../answers/AnswerPage";
import { recordTo } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { usePresenting } from "../shell/presenting";
import { capital } from "../shell/rooms";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { say as toast, sayFailure } from "../shell/toasts";
import { Bar, Block, Empty, Head, PageSkeleton, Push, Tag, Tags } from "../ui/bits";
import { Button } from "../ui/Button";
import { Conflict } from "./Conflict";
import { Form } from "./Form";
import { History } from "./History";
import { Markdown } from "./Markdown";
import { say } from "./say";
import { formFields, refId } from "./schema";
import { useWords } from "./useWords";
import css from "./records.module.css";

export function RecordPage() {
  const { kind: name, id } = useParams({ strict: false }) as { kind: string; id: string };
  const kind = useHere().kinds.find((one) => one.kind === name);
  const query = useQuery(recordQuery(name, id));
  if (!kind) return <Empty title="There is no such kind of record." />;
  if (query.error && !query.data) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  return (
    <WithWhy>
      <OneRecord key={query.data.id} kind={kind} record={query.data} />
    </WithWhy>
  );
}

/** Saving with words for every end: saved with undo, or the same field changed by two. */
export function useSave(record: RecordOf) {
  const client = useQueryClient();
  const [conflict, setConflict] = useState<{ fields: ConflictField[]; mine: Data }>();
  const save = async (changed: Data, base = record) => {
    if (!Object.keys(changed).length) return;
    try {
      const saved = await patch(client, base, changed);
      setConflict(undefined);
      toast({ text: `${saved.title || "It"} is saved.`, level: "good", undo: async () => undo(client, await changeOf(saved)) });
    } catch (error) {
      if (error instanceof Failure && error.status === 409 && error.problem.conflicts?.length) setConflict({ fields: error.problem.conflicts, mine: changed });
      else throw error;
    }
  };
  return { save, conflict, dismiss: () => setConflict(undefined) };
}

function OneRecord({ kind, record }: { kind: Kind; record: RecordOf }) {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const client = useQueryClient();
  const { save, conflict, dismiss } = useSave(record);
  const editing = search["edit"] === "1";
  const edit = (on: boolean) => void navigate({ to: ".", search: on ? { edit: "1" } : {}, replace: true } as never);
  const may = (verb: string) => record.may.includes(verb);
  const remove = async () => {
    try {
      const done = await apply(client, { changes: [{ kind: record.kind, id: record.id, base_version: record.version, op: "delete" }] });
      toast({ text: `${record.title} is deleted.`, undo: () => undo(client, done.change_id) });
      await navigate({ to: "/records/$kind", params: { kind: record.kind } });
    } catch (error) {
      sayFailure(error, "Deleting");
    }
  };
  useKeys(editing || !may("write") ? [] : [{ keys: "e", label: "Edit", run: () => edit(true) }]);
  const before: Data = { title: record.title, ...record.data };
  return (
    <>
      <Head
        over={
          <>
            <Link to="/records/$kind" params={{ kind: kind.kind }}>
              {capital(kind.plural)}
            </Link>
            {record.key && record.key !== record.id ? ` · ${record.key}` : ""}
          </>
        }
        title={record.title || record.key}
      />
      {conflict && <Conflict kind={kind} conflict={conflict} record={record} save={save} close={dismiss} />}
      <div className={css.record}>
        {editing ? (
          <Form
            kind={kind}
            start={before}
            word="Save"
            cancel={() => edit(false)}
            submit={async (data) => {
              await save(changedFields(before, data));
              edit(false);
            }}
          />
        ) : (
          <div>
            <Details kind={kind} record={record} />
            <br />
            <Bar>
              {may("write") && (
                <Button hint="e" onClick={() => edit(true)}>
                  Edit
                </Button>
              )}
              <Push>{may("delete") && <Button tone="plain" onClick={() => void remove()}>Delete</Button>}</Push>
            </Bar>
          </div>
        )}
        <aside>
          <Block title="History">
            <History record={record} />
          </Block>
        </aside>
      </div>
    </>
  );
}

function Details({ kind, record }: { kind: Kind; record: RecordOf }) {
  const hidden = usePresenting();
  const fields = formFields(kind).filter((field) => field.name !== "title" && field.name !== "tags" && record.data[field.name] !== undefined);
  const open = fields.filter((field) => !(hidden && (field.restricted || field.type === "money")));
  const rows = open.filter((field) => field.type !== "prose");
  const prose = open.filter((field) => field.type === "prose");
  const words = useWords(fields);
  const tags = Array.isArray(record.data["tags"]) ? record.data["tags"] : [];
  if (!rows.length && !prose.length && !tags.length) return <p className="quiet">Only the title is written down so far.</p>;
  return (
    <>
      {tags.length > 0 && (
        <Tags>
          {tags.map((tag) => (
            <Tag key={String(tag)}>{String(tag)}</Tag>
          ))}
        </Tags>
      )}
      {rows.length > 0 && (
        <dl className={css.facts}>
          {rows.map((field) => (
            <Pair key={field.name} label={field.label}>
              {field.type === "ref" ? <RefLinks field={field} record={record} name={(id) => words.name(field.ref ?? "", id)} /> : say(field, record.data[field.name], words)}
            </Pair>
          ))}
        </dl>
      )}
      {prose.map((field) => (
        <section key={field.name} style={{ marginTop: 20 }}>
          <Block title={field.label}>
            <Markdown source={String(record.data[field.name] ?? "")} />
          </Block>
        </section>
      ))}
    </>
  );
}

const Pair = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

function RefLinks({ field, record, name }: { field: Field; record: RecordOf; name: (id: string) => string }) {
  const value = record.data[field.name];
  const ids = (Array.isArray(value) ? value : [value]).map(refId).filter(Boolean);
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && ", "}
      {field.ref ? <Link to={recordTo(field.ref, id)}>{name(id) || id}</Link> : id}
    </span>
  ));
}
