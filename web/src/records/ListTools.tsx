import { Menu } from "@mantine/core";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import { useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useEffect, useState } from "react";
import { apply, undo } from "../api/edits";
import type { Field, Kind, RecordOf } from "../api/types";
import { say as toast, sayFailure } from "../shell/toasts";
import { Button } from "../ui/Button";
import { count } from "../ui/units";
import { csv, markdown, save } from "./export";
import type { ListState } from "./listState";
import { say, type Words } from "./say";
import { columnFields } from "./schema";
import css from "./records.module.css";

interface Props {
  kind: Kind;
  state: ListState;
  change: (next: Partial<Record<string, string>>) => void;
  create: () => void;
  rows: RecordOf[];
  fields: Field[];
  words: Words;
  selected: ReadonlySet<string>;
  clear: () => void;
}

/** Typing waits this long, in milliseconds, before the list is asked again. */
const pause = 200;

export function ListTools(props: Props) {
  const { kind, state, change, create } = props;
  const [text, setText] = useState(state.q);
  useEffect(() => {
    if (text === state.q) return;
    const timer = setTimeout(() => change({ q: text }), pause);
    return () => clearTimeout(timer);
  }, [text, state.q, change]);
  const [field, value] = state.where.split(":");
  const enums = kind.fields.filter((one) => one.type === "enum" && one.enum?.length);
  return (
    <div className={css.tools}>
      <input type="search" className={css.search} value={text} onChange={(event) => setText(event.target.value)} placeholder={`Filter ${kind.plural.toLowerCase()}`} aria-label={`Filter ${kind.plural.toLowerCase()}`} />
      {enums.slice(0, 2).map((one) => (
        <select key={one.name} className={css.select} aria-label={one.label} value={field === one.name ? value : ""} onChange={(event) => change({ where: event.target.value ? `${one.name}:${event.target.value}` : "" })}>
          <option value="">{one.label}: any</option>
          {one.enum?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ))}
      <span className={css.push} />
      <Selection {...props} />
      <ColumnMenu {...props} />
      <ExportMenu {...props} />
      <Button tone="strong" hint="c" onClick={create}>
        New {kind.title.toLowerCase()}
      </Button>
    </div>
  );
}

function Selection({ kind, rows, selected, clear }: Props) {
  const client = useQueryClient();
  const chosen = rows.filter((row) => selected.has(row.id));
  if (!chosen.length) return null;
  const words = count(chosen.length, kind.title.toLowerCase(), kind.plural.toLowerCase());
  const remove = async () => {
    try {
      const done = await apply(client, { changes: chosen.map((row) => ({ kind: row.kind, id: row.id, base_version: row.version, op: "delete" as const })) });
      clear();
      toast({ text: `Deleted ${words}.`, undo: () => undo(client, done.change_id) });
    } catch (error) {
      sayFailure(error, `Deleting ${words}`);
    }
  };
  return (
    <>
      <span className="quiet">{words} selected</span>
      <Button onClick={clear}>Clear</Button>
      {chosen.every((row) => row.may.includes("delete")) && <Button onClick={() => void remove()}>Delete</Button>}
    </>
  );
}

function ColumnMenu({ kind, state, change }: Props) {
  const toggle = (name: string) => {
    const next = state.columns.includes(name) ? state.columns.filter((one) => one !== name) : [...state.columns, name];
    change({ columns: next.join(",") });
  };
  return (
    <Menu closeOnItemClick={false} position="bottom-end" shadow="md">
      <Menu.Target>
        <Button>Columns</Button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        {columnFields(kind).map((field) => (
          <Menu.Item key={field.name} onClick={() => toggle(field.name)} leftSection={<Check size={14} opacity={state.columns.includes(field.name) ? 1 : 0} aria-label={state.columns.includes(field.name) ? "shown" : "not shown"} />}>
            {field.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ExportMenu({ kind, rows, fields, words, selected }: Props) {
  const seen = selected.size ? rows.filter((row) => selected.has(row.id)) : rows;
  const head = ["Key", "Title", ...fields.map((field) => field.label)];
  const body = () => seen.map((row) => [row.key, row.title, ...fields.map((field) => say(field, row.data[field.name], words))]);
  const link = () => {
    void navigator.clipboard.writeText(location.href).then(() => toast({ text: "The link is on the clipboard." }));
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save(`${kind.kind}.csv`, csv(head, body()), "text/csv")}>CSV, {seen.length} rows as seen</Menu.Item>
        <Menu.Item onClick={() => save(`${kind.kind}.md`, markdown(head, body()), "text/markdown")}>Markdown table</Menu.Item>
        <Menu.Item onClick={link}>Copy the link</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
