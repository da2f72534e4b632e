import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Prepared, Series } from "../api/pair";
import { someRecordsQuery } from "../api/queries";
import type { RecordOf } from "../api/types";
import { Markdown } from "../records/Markdown";
import { ProseField } from "../records/ProseField";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Block } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import type { Acts } from "./useTalk";
import css from "./pair.module.css";

/** What both write down of today's talk. What the other wrote meanwhile is never written over. */
export function Notes({ answer, acts }: { answer: Prepared; acts: Acts }) {
  const saved = acts.current?.notes ?? "";
  const [text, setText] = useState(saved);
  const base = useRef(saved);
  useEffect(() => {
    // Until something is typed here the field shows what is there.
    setText((now) => (now === base.current ? saved : now));
    base.current = saved;
  }, [saved]);
  useKeys([{ keys: "s", label: "Write shared notes", run: () => document.getElementById("shared-notes")?.focus() }]);
  return (
    <Block title={`Shared notes with ${answer.series.with.title}`}>
      <ProseField id="shared-notes" label="Shared notes of today" value={text} onChange={setText} rows={4} placeholder="What you both want to remember of today" />
      {text !== saved && (
        <span className={css.save}>
          <Button tone="strong" onClick={() => void acts.note(text)}>
            Save
          </Button>
          <Button tone="plain" onClick={() => setText(saved)}>
            Throw away
          </Button>
        </span>
      )}
    </Block>
  );
}

/** Notes of one's own: encrypted, and read by nobody else. */
export function PrivateNotes({ series, acts }: { series: Series; acts: Acts }) {
  const { today } = useHere();
  const { data } = useQuery(someRecordsQuery("private_note", { where: `series:${series.id}`, sort: "-created", limit: 50 }));
  const [text, setText] = useState("");
  useKeys([{ keys: "p", label: "Write a private note", run: () => document.getElementById("private-note")?.focus() }]);
  return (
    <Block
      title={
        <span className={css.locked}>
          <Lock size={13} aria-hidden="true" /> Private notes
        </span>
      }
      aside={<span className="unit">Encrypted; only you read them</span>}
    >
      <ul className={css.notes}>
        {data?.items.map((note) => (
          <li key={note.id}>
            <span className="unit">{sayShort(String(note.data["on"] ?? note.created.at.slice(0, 10)), today)}</span>
            {note.data["text"] ? <Markdown source={String(note.data["text"])} /> : <p className="quiet">{note.title}</p>}
            <Erase note={note} acts={acts} />
          </li>
        ))}
      </ul>
      <textarea id="private-note" className={css.private} rows={3} value={text} onChange={(event) => setText(event.target.value)} aria-label="A private note" placeholder="For your eyes only" />
      {text.trim() && (
        <span className={css.save}>
          <Button tone="strong" onClick={() => void acts.keep(text).then((fine) => fine && setText(""))}>
            Keep
          </Button>
        </span>
      )}
    </Block>
  );
}

/** Erasing takes a second press: nothing brings the note back. */
function Erase({ note, acts }: { note: RecordOf; acts: Acts }) {
  const [sure, setSure] = useState(false);
  if (!note.may.includes("erase")) return null;
  return (
    <Button tone="plain" onClick={() => (sure ? void acts.forget(note) : setSure(true))} onBlur={() => setSure(false)}>
      {sure ? "Erase for good" : "Erase"}
    </Button>
  );
}
