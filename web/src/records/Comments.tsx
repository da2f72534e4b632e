import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { call } from "../api/client";
import { apply, create, patch, undo } from "../api/edits";
import type { HTML } from "../api/generated";
import { someRecordsQuery } from "../api/queries";
import type { RecordOf } from "../api/types";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { Bar, Block, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayInstant } from "../ui/dates";
import { count } from "../ui/units";
import { type Thread, threadsOf } from "./comments";
import { Markdown } from "./Markdown";
import { ProseField } from "./ProseField";
import { useWords } from "./useWords";
import css from "./prose.module.css";

/** As many remarks as a page shows; the list of comments holds the rest. */
const most = 500;

/** The people a text names, by id. */
async function named(text: string): Promise<string[]> {
  const { links } = await call<HTML>("POST", "/v1/prose", { text });
  return [...new Set(links.flatMap((link) => (link.kind === "person" ? [link.id] : [])))];
}

/** What people say about a record: threads that change while they are read. */
export function Comments({ record }: { record: RecordOf }) {
  const { kinds, session } = useHere();
  const kind = kinds.find((one) => one.kind === "comment");
  const on = `${record.kind}/${record.id}`;
  const query = useQuery({ ...someRecordsQuery("comment", { where: `on:${on}`, sort: "created", limit: most }), enabled: kind !== undefined && record.kind !== "comment" });
  const [writing, setWriting] = useState(false);
  const self = session.person?.id;
  const may = self !== undefined && (kind?.may?.includes("create") ?? false);
  useKeys(may && !writing ? [{ keys: "m", label: "Say something about it", run: () => setWriting(true) }] : []);
  if (!kind || record.kind === "comment") return null;
  const items = query.data?.items ?? [];
  return (
    <section className={css.comments}>
      <Block title="Comments" aside={items.length > 0 && <span className="unit">{count(items.length, "comment")}</span>}>
        {query.error && !query.data && <p className="quiet">The comments could not be read just now.</p>}
        {query.isPending && <Skeleton height={48} />}
        {query.data && items.length === 0 && !writing && <p className="quiet">Nothing has been said about this yet.{may && " What you write here, everybody who sees this page can read."}</p>}
        {threadsOf(items).map((thread) => (
          <OneThread key={thread.root.id} thread={thread} on={on} self={may ? self : undefined} />
        ))}
        {may && (writing ? <Write on={on} self={self} done={() => setWriting(false)} /> : (
          <Bar>
            <Button hint="m" onClick={() => setWriting(true)}>
              Say something
            </Button>
          </Bar>
        ))}
      </Block>
    </section>
  );
}

function OneThread({ thread, on, self }: { thread: Thread; on: string; self: string | undefined }) {
  const { root, replies } = thread;
  const [answering, setAnswering] = useState(false);
  const settled = root.data["settled"] === true;
  return (
    <article className={css.thread} data-settled={settled || undefined}>
      <Remark one={root} settled={settled} answer={self && !answering ? () => setAnswering(true) : undefined} />
      {replies.map((one) => (
        <div key={one.id} className={css.reply}>
          <Remark one={one} />
        </div>
      ))}
      {answering && self && (
        <div className={css.reply}>
          <Write on={on} self={self} answers={root.id} done={() => setAnswering(false)} />
        </div>
      )}
    </article>
  );
}

function Remark({ one, settled, answer }: { one: RecordOf; settled?: boolean; answer?: (() => void) | undefined }) {
  const client = useQueryClient();
  const { kinds } = useHere();
  const words = useWords(kinds.find((kind) => kind.kind === "comment")?.fields ?? []);
  const [editing, setEditing] = useState(false);
  const text = String(one.data["text"] ?? "");
  const who = words.name("person", String(one.data["author"] ?? "")) || "Somebody";
  const remove = async () => {
    try {
      const done = await apply(client, { changes: [{ kind: one.kind, id: one.id, base_version: one.version, op: "delete" }] });
      say({ text: "The comment is deleted.", undo: () => undo(client, done.change_id) });
    } catch (error) {
      sayFailure(error, "Deleting the comment");
    }
  };
  const settle = () => patch(client, one, { settled: settled ? null : true }).catch((error: unknown) => sayFailure(error, "Settling"));
  if (editing) return <Write on="" self="" old={one} done={() => setEditing(false)} />;
  const mine = one.may.includes("write");
  return (
    <>
      <p className={css.by}>
        <strong>{who}</strong>
        <span>{sayInstant(one.created.at)}</span>
        {one.updated.at !== one.created.at && <span>changed {sayInstant(one.updated.at)}</span>}
        {settled && <span>settled</span>}
      </p>
      <Markdown source={text} />
      <div className={css.acts}>
        {answer && (
          <Button tone="plain" onClick={answer}>
            Answer
          </Button>
        )}
        {mine && (
          <Button tone="plain" onClick={() => setEditing(true)} aria-label={`Edit what ${who} said`}>
            Edit
          </Button>
        )}
        {mine && settled !== undefined && (
          <Button tone="plain" onClick={() => void settle()}>
            {settled ? "Open again" : "Settle"}
          </Button>
        )}
        {one.may.includes("delete") && (
          <Button tone="plain" onClick={() => void remove()} aria-label={`Delete what ${who} said`}>
            Delete
          </Button>
        )}
      </div>
    </>
  );
}

/** Writes a new remark, or an old one anew. */
function Write({ on, self, answers, old, done }: { on: string; self: string; answers?: string; old?: RecordOf; done: () => void }) {
  const client = useQueryClient();
  const id = useId();
  const [text, setText] = useState(String(old?.data["text"] ?? ""));
  const [busy, setBusy] = useState(false);
  const send = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    try {
      const mentions = await named(text);
      if (old) await patch(client, old, { text, mentions });
      else await create(client, "comment", { on, author: self, text, mentions, ...(answers ? { answers } : {}) });
      done();
    } catch (error) {
      sayFailure(error, "Saving the comment");
      setBusy(false);
    }
  };
  useKeys([
    { keys: "mod+Enter", label: "Save the comment", always: true, run: () => void send() },
    { keys: "Escape", label: "Back without saving", run: done },
  ]);
  return (
    <div className={css.write}>
      <ProseField id={id} label={old ? "Comment" : answers ? "Answer" : "New comment"} value={text} onChange={setText} rows={3} focus />
      <Bar>
        <Button tone="strong" hint="Ctrl ↵" onClick={() => void send()} disabled={busy || !text.trim()}>
          {old ? "Save" : answers ? "Answer" : "Comment"}
        </Button>
        <Button onClick={done}>Cancel</Button>
      </Bar>
    </div>
  );
}
