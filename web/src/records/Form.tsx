import { type FormEvent, useId, useState } from "react";
import { Failure } from "../api/client";
import type { Data, Field, Kind, Value } from "../api/types";
import { useKeys } from "../shell/keys";
import { usePresenting } from "../shell/presenting";
import { Bar } from "../ui/bits";
import { Button } from "../ui/Button";
import { OneInput } from "./inputs";
import { RefPicker } from "./RefPicker";
import { formFields } from "./schema";
import css from "./records.module.css";

interface Wrong {
  field?: string;
  text: string;
  hint?: string;
}

interface Props {
  kind: Kind;
  start: Data;
  submit: (data: Data) => Promise<void>;
  cancel: () => void;
  word: string;
}

/** The form of any kind, from its schema. What the server finds wrong stands at its field. */
export function Form({ kind, start, submit, cancel, word }: Props) {
  const [data, setData] = useState<Data>(start);
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const [busy, setBusy] = useState(false);
  const hidden = usePresenting();
  const fields = formFields(kind).filter((field) => !(hidden && (field.restricted || field.type === "money")));
  const send = async () => {
    const empty = fields.filter((field) => field.required && (data[field.name] === undefined || data[field.name] === ""));
    setWrong(empty.map((field) => ({ field: field.name, text: `${field.label} is needed.` })));
    if (empty.length) return focusFirstWrong();
    setBusy(true);
    try {
      await submit(data);
    } catch (error) {
      setWrong(wrongs(error));
      focusFirstWrong();
    }
    setBusy(false);
  };
  useKeys([
    { keys: "mod+Enter", label: word, always: true, run: () => void send() },
    { keys: "Escape", label: "Back without saving", run: cancel },
  ]);
  const general = wrong.filter((one) => !fields.some((field) => belongs(one.field, field.name)));
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form className={css.form} onSubmit={submitted} noValidate>
      <div role="alert">
        {general.map((one) => (
          <p key={one.text} className={css.wrong}>
            {one.text} {one.hint}
          </p>
        ))}
      </div>
      <Fields fields={fields} data={data} setData={setData} wrong={wrong} />
      <Bar>
        <Button type="submit" tone="strong" disabled={busy} hint="Ctrl ↵">
          {word}
        </Button>
        <Button onClick={cancel}>Cancel</Button>
      </Bar>
    </form>
  );
}

/** After the next paint, to where the first thing is wrong. */
function focusFirstWrong(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus());
}

const belongs = (path: string | undefined, name: string): boolean => path !== undefined && (path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));

export function wrongs(error: unknown): Wrong[] {
  if (!(error instanceof Failure)) return [{ text: String(error) }];
  const { problems, detail, title, hint } = error.problem;
  return problems?.length ? problems : [{ text: detail ?? title, ...(hint ? { hint } : {}) }];
}

export function Fields({ fields, data, setData, wrong, path = "" }: { fields: Field[]; data: Data; setData: (data: Data) => void; wrong: Wrong[]; path?: string }) {
  return (
    <div className={css.grid}>
      {fields.map((field) => (
    <OneField
      key={field.name}
      field={field}
      value={data[field.name]}
      path={path + field.name}
      wrong={wrong}
      onChange={(value) => {
        const next = { ...data };
        if (value === undefined) delete next[field.name];
        else next[field.name] = value;
        setData(next);
      }}
    />
      ))}
    </div>
  );
}

/** What needs the whole width: long text, lists, objects, and the name of the thing. */
const isWide = (field: Field): boolean => field.list === true || ["prose", "object", "strings"].includes(field.type) || field.name === "title";

interface FieldProps {
  field: Field;
  value: Value | undefined;
  path: string;
  wrong: Wrong[];
  onChange: (value: Value | undefined) => void;
}

function OneField({ field, value, path, wrong, onChange }: FieldProps) {
  const id = useId();
  const mine = wrong.filter((one) => one.field === path || (field.type !== "object" && belongs(one.field, path)));
  const after = (
    <>
      {field.help && <p className={css.help}>{field.help}</p>}
      {mine.map((one) => (
        <p key={one.text} className={css.wrong}>
          {one.text} {one.hint}
        </p>
      ))}
    </>
  );
  if (field.type === "object") {
    return (
      <fieldset data-wide="" className={`${css.field} ${css.group}`}>
        <legend className={css.legend}>{field.label}</legend>
        <Objects field={field} value={value} path={path} wrong={wrong} onChange={onChange} />
        {after}
      </fieldset>
    );
  }
  const many = field.list === true && field.type !== "strings";
  return (
    <div className={css.field} data-wide={isWide(field) || undefined}>
      <label htmlFor={id}>
        {field.label}
        {field.required && <span className="quiet"> · needed</span>}
      </label>
      {field.type === "ref" ? (
        <RefPicker id={id} kind={field.ref ?? ""} label={field.label} many={many} value={value} onChange={onChange} invalid={mine.length > 0} />
      ) : (
        <OneInput id={id} field={many ? { ...field, type: "strings" } : field} value={value} onChange={onChange} invalid={mine.length > 0} />
      )}
      {after}
    </div>
  );
}

const asData = (value: Value | undefined): Data => (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});

function Objects({ field, value, path, wrong, onChange }: FieldProps) {
  const inner = field.fields ?? [];
  if (!field.list) {
    return (
      <div className={css.nested}>
        <Fields fields={inner} data={asData(value)} setData={(data) => onChange(Object.keys(data).length ? (data as Value) : undefined)} wrong={wrong} path={`${path}.`} />
      </div>
    );
  }
  const list = Array.isArray(value) ? value : [];
  const put = (index: number, data: Data) => onChange(list.map((one, at) => (at === index ? (data as Value) : one)));
  return (
    <>
      {list.map((one, index) => (
        // An entry has no name of its own; its place in the list is what the record stores.
        <div key={index} className={css.nested}>
          <Fields fields={inner} data={asData(one)} setData={(data) => put(index, data)} wrong={wrong} path={`${path}[${index}].`} />
          <Button tone="plain" onClick={() => onChange(list.filter((_, at) => at !== index))}>
            Remove
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...list, {}])}>Add {singular(field.label)}</Button>
    </>
  );
}

const singular = (label: string): string => label.toLowerCase().replace(/ies$/, "y").replace(/([^s])s$/, "$1");
