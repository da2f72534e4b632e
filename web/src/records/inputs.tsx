import { useState } from "react";
import type { Field, Value } from "../api/types";
import { useHere } from "../shell/session";
import { readEstimate, readMinutes, writeEstimate, writeMinutes } from "../ui/units";
import { ProseField } from "./ProseField";
import css from "./records.module.css";

export interface InputProps {
  id: string;
  field: Field;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  invalid: boolean;
}

/** A text that stands for a value: kept as typed while it cannot be read, and said so. */
function Written({ id, value, onChange, invalid, write, read, example }: InputProps & { write: (value: Value) => string; read: (text: string) => Value | undefined; example: string }) {
  const shown = value === undefined || value === null ? "" : write(value);
  const [text, setText] = useState<string>();
  const wrong = text !== undefined && text.trim() !== "" && read(text) === undefined;
  return (
    <>
      <input
        id={id}
        className={`${css.input} ${css.short}`}
        value={text ?? shown}
        placeholder={example}
        aria-invalid={wrong || invalid || undefined}
        onChange={(event) => {
          setText(event.target.value);
          onChange(event.target.value.trim() === "" ? undefined : read(event.target.value));
        }}
        onBlur={() => !wrong && setText(undefined)}
      />
      {wrong && <p className={css.wrong}>This cannot be read. Write it like {example}.</p>}
    </>
  );
}

const lines = (value: Value | undefined): string => (Array.isArray(value) ? value.join("\n") : "");

function Strings({ id, value, onChange, field }: InputProps) {
  const [text, setText] = useState<string>();
  const read = (typed: string) => typed.split(field.name === "tags" ? /[,\n]/ : "\n").map((one) => one.trim()).filter(Boolean);
  return (
    <textarea
      id={id}
      className={css.input}
      rows={field.name === "tags" ? 1 : 3}
      value={text ?? (field.name === "tags" ? lines(value).replaceAll("\n", ", ") : lines(value))}
      placeholder={field.name === "tags" ? "separated by commas" : "one a line"}
      onChange={(event) => {
        setText(event.target.value);
        onChange(read(event.target.value));
      }}
      onBlur={() => setText(undefined)}
    />
  );
}

const map = <A, B>(value: A | undefined, make: (value: A) => B): B | undefined => (value === undefined ? undefined : make(value));

const number = (text: string): number | undefined => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined);

/** "1250" or "1250 EUR" → "1250.00 EUR", as records hold it. */
export function readMoney(text: string, currency: string): string | undefined {
  const match = /^(-?\d+(?:[.,]\d{1,3})?)\s*([A-Za-z]{3})?$/.exec(text.trim());
  return match ? `${Number((match[1] ?? "").replace(",", ".")).toFixed(2)} ${(match[2] ?? currency).toUpperCase()}` : undefined;
}

/** "80" or "80 %" → "80%". */
export function readShare(text: string): string | undefined {
  const value = number(text.replace("%", ""));
  return value === undefined || value < 0 || value > 100 ? undefined : `${Math.round(value * 10) / 10}%`;
}

function Choices({ id, field, value, onChange }: InputProps) {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const toggle = (one: string) => onChange(chosen.includes(one) ? chosen.filter((other) => other !== one) : (field.enum ?? []).map((option) => option.value).filter((name) => name === one || chosen.includes(name)));
  return (
    <div className={css.chips} role="group" id={id} aria-label={field.label}>
      {field.enum?.map((one) => (
        <label key={one.value}>
          <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => toggle(one.value)} /> {one.label}
        </label>
      ))}
    </div>
  );
}

/** The input of one value, by the field's type. */
export function OneInput(props: InputProps) {
  const { id, field, value, onChange, invalid } = props;
  const { hours_per_day: hours, currency } = useHere().session.organisation;
  if (field.enum?.length && field.type === "strings") return <Choices {...props} />;
  const text = value === undefined || value === null ? "" : String(value);
  const plain = { id, className: css.input, "aria-invalid": invalid || undefined };
  switch (field.type) {
    case "bool":
      return <input id={id} type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />;
    case "enum":
      return (
        <select {...plain} className={`${css.input} ${css.short}`} value={text} onChange={(event) => onChange(event.target.value || undefined)}>
          <option value="">{field.required ? "Choose…" : "–"}</option>
          {field.enum?.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      );
    case "date":
      return <input {...plain} className={`${css.input} ${css.short}`} type="date" value={text} onChange={(event) => onChange(event.target.value || undefined)} />;
    case "instant":
      return <input {...plain} className={`${css.input} ${css.short}`} type="datetime-local" value={text.slice(0, 16)} onChange={(event) => onChange(event.target.value ? `${event.target.value}:00Z` : undefined)} />;
    case "int":
    case "number":
      return <Written {...props} write={String} read={(typed) => (field.type === "int" && !/^-?\d+$/.test(typed.trim()) ? undefined : number(typed))} example={field.type === "int" ? "3" : "2.5"} />;
    case "share":
      return <Written {...props} write={(one) => String(one).replace("%", " %")} read={readShare} example="80 %" />;
    case "minutes":
      return <Written {...props} write={String} read={(typed) => map(readMinutes(typed, hours), writeMinutes)} example="1.5d, 12h or 90m" />;
    case "estimate":
      return <Written {...props} write={String} read={(typed) => map(readEstimate(typed, hours), writeEstimate)} example="24-32-56h" />;
    case "money":
      return <Written {...props} write={String} read={(typed) => readMoney(typed, currency)} example={`1250 ${currency}`} />;
    case "prose":
      return <ProseField id={id} value={text} invalid={invalid} onChange={(typed) => onChange(typed || undefined)} />;
    case "strings":
      return <Strings {...props} />;
    default:
      return <input {...plain} value={text} onChange={(event) => onChange(event.target.value || undefined)} />;
  }
}

