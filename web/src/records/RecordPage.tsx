import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Failure } from "../api/client";
import { apply, changedFields, changeOf, patch, undo } from "../api/edits";
import { recordQuery } from "../api/queries";
import type { ConflictField, Data, Kind, RecordOf } from "../api/types";
import { WithWhy } from "../answers/AnswerPage";
import { Hidden } from "../pair/Hidden";
import { Explain } from "../plan/Explain";
import { useKeys } from "../shell/keys";
import { capital } from "../shell/rooms";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { say as toast, sayFailure } from "../shell/toasts";
import { Bar, Block, Empty, Head, PageSkeleton, Push } from "../ui/bits";
import { Button } from "../ui/Button";
import { Comments } from "./Comments";
import { Conflict } from "./Conflict";
import { Details } from "./Details";
import { Form } from "./Form";
import { History } from "./History";
import css from "./records.module.css";
import { About } from "./About";
import { Traces } from "./Traces";

export function RecordPage() {
  const { kind: name, id } = useParams({ strict: false }) as { kind: string; id: string };
  const kind = useHere().kinds.find((one) => one.kind === name);
  const query = useQuery(recordQuery(name, id));
  if (!kind) return <Empty title="There is no such kind of record." />;
  if (query.error && !query.data) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <PageSkeleton />;
  const shown = (
    <WithWhy>
      <OneRecord key={query.data.id} kind={kind} record={query.data} />
    </WithWhy>
  );
  return kind.private ? <Hidden>{shown}</Hidden> : shown;
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

const formData = (record: RecordOf): Data => ({ title: record.title, ...record.data });

/**
 * The form over the record as it was when the editing began. What others save meanwhile
 * must not slip in as the base: then their change would look like ours, undone.
 */
function Editing({ kind, record, save, close }: { kind: Kind; record: RecordOf; save: (changed: Data, base: RecordOf) => Promise<void>; close: () => void }) {
  const [base] = useState(record);
  const submit = async (data: Data) => {
    await save(changedFields(formData(base), data), base);
    close();
  };
  return <Form kind={kind} start={formData(base)} word="Save" cancel={close} submit={submit} />;
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
          <Editing kind={kind} record={record} save={save} close={() => edit(false)} />
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
            {!kind.private && <Comments record={record} />}
          </div>
        )}
        <aside>
          {kind.kind === "task" && <Explain task={record.id} version={record.version} title="Why the plan has it so" />}
          {kind.kind === "task" && <Traces record={record} />}
          {kind.kind === "person" && <About record={record} />}
          <Block title="History">
            <History record={record} />
          </Block>
        </aside>
      </div>
    </>
  );
}
