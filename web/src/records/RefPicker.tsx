import { Combobox, useCombobox } from "@mantine/core";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/Combobox.layer.css";
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { recordQuery, searchQuery, someRecordsQuery } from "../api/queries";
import type { Value } from "../api/types";
import { refId } from "./schema";
import css from "./records.module.css";

interface Props {
  id: string;
  kind: string;
  label: string;
  many: boolean;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
  invalid?: boolean;
}

const asList = (value: Value | undefined): string[] => (Array.isArray(value) ? value : [value]).map(refId).filter(Boolean);

/** Picks one record or several by title or key; what is stored is the id. */
export function RefPicker({ id, kind, label, many, value, onChange, invalid }: Props) {
  const picked = asList(value);
  const [text, setText] = useState("");
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const first = useQuery({ ...someRecordsQuery(kind, { limit: 50 }), enabled: kind !== "" });
  const found = useQuery(searchQuery(text, 30));
  const known = text ? (found.data?.items ?? []).filter((one) => !kind || one.kind === kind) : (first.data?.items ?? []);
  const options = known.filter((one) => !picked.includes(one.id)).slice(0, 12);
  const take = (chosen: string) => {
    onChange(many ? [...picked, chosen] : chosen);
    setText("");
    box.closeDropdown();
  };
  const drop = (gone: string) => onChange(many ? picked.filter((one) => one !== gone) : undefined);
  return (
    <>
      {picked.length > 0 && (
        <div className={css.chips}>
          {picked.map((one) => (
            <Chip key={one} kind={kind} id={one} drop={() => drop(one)} />
          ))}
        </div>
      )}
      {(many || picked.length === 0) && (
        <Combobox store={box} onOptionSubmit={take} withinPortal shadow="md">
          <Combobox.Target>
            <input
              id={id}
              className={css.input}
              value={text}
              aria-invalid={invalid || undefined}
              placeholder={`Find ${label.toLowerCase()}`}
              autoComplete="off"
              onChange={(event) => {
                setText(event.target.value);
                box.openDropdown();
                box.updateSelectedOptionIndex();
              }}
              onFocus={() => box.openDropdown()}
              onBlur={() => box.closeDropdown()}
            />
          </Combobox.Target>
          <Combobox.Dropdown>
            <Combobox.Options className={css.menu} aria-label={label}>
              {options.map((one) => (
                <Combobox.Option key={one.id} value={one.id}>
                  {one.title} <span className="quiet">{one.key}</span>
                </Combobox.Option>
              ))}
              {options.length === 0 && <Combobox.Empty>{text ? "No record has this title or key." : "There is none yet."}</Combobox.Empty>}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
      )}
    </>
  );
}

function Chip({ kind, id, drop }: { kind: string; id: string; drop: () => void }) {
  const title = useQuery(recordQuery(kind, id)).data?.title ?? id;
  return (
    <span className={css.chip}>
      {title}
      <button type="button" onClick={drop} aria-label={`Remove ${title}`}>
        <X size={12} />
      </button>
    </span>
  );
}
