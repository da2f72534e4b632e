import { useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useState } from "react";
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
  const { current } = acts;
  const saved = current?.notes ?? "";
  const [text, setText] = useState(saved);
  // What stood there when the typing began: saving builds on that, so that nothing is written over unseen.
  const [base, setBase] = useState({ notes: saved, talk: current });
  const take = (notes: string) => {
    setText(notes);
    setBase({ notes: saved, talk: current });
  };
  // Until something is typed the field shows what is there.
  const typed = text !== base.notes && text !== saved;
  if (!typed && (text !== saved || base.talk?.version !== current?.version)) take(saved);
  const meanwhile = typed && saved !== base.notes;
  useKeys([{ keys: "s", label: "Write shared notes", run: () => document.getElementById("shared-notes")?.focus() }]);
  return (
    <Block title={`Shared notes with ${answer.series.with.title}`}>
      <ProseField id="shared-notes" label="Shared notes of today" value={text} onChange={setText} rows={4} placeholder="What you both want to remember of today" />
      {typed && !meanwhile && (
        <span className={css.save}>
          <Button tone="strong" onClick={() => void acts.note(text, base.talk)}>
            Save
          </Button>
          <Button tone="plain" onClick={() => take(saved)}>
            Throw away
          </Button>
        </span>
      )}
      {meanwhile && (
        <div className={css.meanwhile} role="alert">
          <p>{answer.series.with.title} wrote here while you did:</p>
          <blockquote>{saved ? <Markdown source={saved} /> : <p className="quiet">Nothing: the notes were emptied.</p>}</blockquote>
          <span className={css.save}>
            {saved && (
              <Button tone="strong" onClick={() => take(`${saved}\n\n${text}`)}>
                Put mine below
              </Button>
            )}
            <Button onClick={() => setBase({ notes: saved, talk: current })}>Keep only mine</Button>
            <Button tone="plain" onClick={() => take(saved)}>
              Take theirs
            </Button>
          </span>
        </div>
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
