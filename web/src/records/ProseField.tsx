import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useId, useLayoutEffect, useRef, useState } from "react";
import { searchQuery, someRecordsQuery } from "../api/queries";
import { Button } from "../ui/Button";
import { Markdown } from "./Markdown";
import { completed, type Typing, typingAt } from "./mention";
import css from "./prose.module.css";
import records from "./records.module.css";

interface Props {
  id: string;
  value: string;
  onChange: (text: string) => void;
  invalid?: boolean;
  rows?: number;
  placeholder?: string;
  label?: string;
  focus?: boolean;
}

interface Choice {
  id: string;
  key: string;
  title: string;
  kind: string;
}

/** Markdown being written: @ completes people, # records, and a preview shows it as it will be read. */
export function ProseField(props: Props) {
  const [preview, setPreview] = useState(false);
  return (
    <div className={css.field}>
      {preview ? <div className={css.preview}>{props.value ? <Markdown source={props.value} /> : <p className="quiet">Nothing is written yet.</p>}</div> : <Writing {...props} />}
      <span className={css.tools}>
        <Button tone="plain" onClick={() => setPreview(!preview)} aria-pressed={preview}>
          {preview ? "Write" : "Preview"}
        </Button>
        <span className="unit">Markdown · @ person · # record</span>
      </span>
    </div>
  );
}

function Writing({ id, value, onChange, invalid, rows, placeholder, label, focus }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [typing, setTyping] = useState<Typing>();
  const [at, setAt] = useState(0);
  const choices = useChoices(typing);
  const open = typing !== undefined && choices.length > 0;
  const chosen = Math.min(at, choices.length - 1);
  const caret = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (caret.current !== undefined) area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [value]);
  const look = (text: string, place: number) => {
    setTyping(typingAt(text, place));
    setAt(0);
  };
  const take = (choice: Choice | undefined) => {
    const node = area.current;
    if (!node || !typing || !choice) return;
    const next = completed(value, node.selectionEnd, typing, choice.key);
    caret.current = next.caret;
    setTyping(undefined);
    onChange(next.text);
    node.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    if (!open || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") setAt((chosen + 1) % choices.length);
    else if (event.key === "ArrowUp") setAt((chosen + choices.length - 1) % choices.length);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) take(choices[chosen]);
    else if (event.key === "Escape") setTyping(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <textarea
        ref={area}
        id={id}
        rows={rows}
        className={rows ? records.input : `${records.input} ${records.area}`}
        value={value}
        placeholder={placeholder}
        aria-label={label}
        aria-invalid={invalid || undefined}
        aria-autocomplete="list"
        aria-controls={open ? list : undefined}
        aria-activedescendant={open ? `${list}-${chosen}` : undefined}
        autoFocus={focus}
        onChange={(event) => {
          onChange(event.target.value);
          look(event.target.value, event.target.selectionEnd);
        }}
        onKeyDown={pressed}
        onBlur={() => setTyping(undefined)}
      />
      <span className="hidden-visually" role="status">
        {open ? `${choices.length} to choose from` : ""}
      </span>
      {open && (
        <div className={css.choices} id={list} role="listbox" aria-label={typing.mark === "@" ? "People" : "Records"}>
          {choices.map((choice, index) => (
            <div
              key={choice.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                take(choice);
              }}
            >
              <span>{choice.title}</span>
              <span className="unit">
                {choice.key}
                {typing.mark === "#" && ` · ${choice.kind.replaceAll("_", " ")}`}
              </span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}

/** Records a mention could mean: those whose key or title begins or holds what is typed. */
function useChoices(typing: Typing | undefined): Choice[] {
  const text = useDeferredValue(typing?.text ?? "");
  const first = useQuery({ ...someRecordsQuery("person", { limit: 50 }), enabled: typing?.mark === "@" && !text });
  const found = useQuery({ ...searchQuery(text, 40), enabled: typing !== undefined && text !== "" });
  if (!typing) return [];
  const items: Choice[] = (text ? (found.data?.items ?? []) : (first.data?.items ?? [])).map(({ id, key, title, kind }) => ({ id, key, title, kind }));
  return items.filter((one) => one.key && one.key !== one.id && (one.kind === "person") === (typing.mark === "@")).slice(0, 8);
}
