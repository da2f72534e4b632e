import { Modal } from "@mantine/core";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import { useState } from "react";
import { get } from "../api/client";
import { pathOf } from "../api/edits";
import type { ConflictField, Data, Field, Kind, RecordOf, Value } from "../api/types";
import { sayFailure } from "../shell/toasts";
import { Bar } from "../ui/bits";
import { Button } from "../ui/Button";
import { say } from "./say";
import { formFields } from "./schema";
import { useWords } from "./useWords";
import css from "./records.module.css";

interface Props {
  kind: Kind;
  record: RecordOf;
  conflict: { fields: ConflictField[]; mine: Data };
  save: (changed: Data, base: RecordOf) => Promise<void>;
  close: () => void;
}

/** What a resolution sends: my other fields as they were, and of each contested one the value chosen. */
export function resolved(mine: Data, fields: ConflictField[], keepMine: ReadonlySet<string>): Data {
  const data: Data = { ...mine };
  for (const { field } of fields) if (!keepMine.has(field)) delete data[field];
  return data;
}

/** Two people changed the same field: both values, and the choice between them. */
export function Conflict({ kind, record, conflict, save, close }: Props) {
  const [keep, setKeep] = useState<ReadonlySet<string>>(new Set());
  const fields = formFields(kind);
  const words = useWords(fields);
  const send = async () => {
    try {
      const latest = await get<RecordOf>(pathOf(record));
      await save(resolved(conflict.mine, conflict.fields, keep), latest);
      close();
    } catch (error) {
      sayFailure(error, "Saving");
    }
  };
  const choose = (field: string, mine: boolean) => setKeep((old) => new Set(mine ? [...old, field] : [...old].filter((one) => one !== field)));
  const shown = (name: string, value: Value) => {
    const field: Field = fields.find((one) => one.name === name) ?? { name, label: name, type: "text" };
    return say(field, value, words) || "empty";
  };
  return (
    <Modal opened onClose={close} title="Somebody changed the same thing" lockScroll={false} size={680} closeButtonProps={{ "aria-label": "Close" }}>
      <p className="quiet">While you were writing, another change was saved. Everything else of yours is kept; choose what stands here.</p>
      <table className={css.conflict}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Saved now</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {conflict.fields.map((one) => (
            <tr key={one.field}>
              <th scope="row">
                {fields.find((field) => field.name === one.field)?.label ?? one.field}
                <div className="quiet">was {shown(one.field, one.base)}</div>
              </th>
              <td>
                <label>
                  <input type="radio" name={one.field} checked={!keep.has(one.field)} onChange={() => choose(one.field, false)} />
                  {shown(one.field, one.theirs)}
                </label>
              </td>
              <td>
                <label>
                  <input type="radio" name={one.field} checked={keep.has(one.field)} onChange={() => choose(one.field, true)} />
                  {shown(one.field, one.yours)}
                </label>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Bar>
        <Button tone="strong" onClick={() => void send()}>
          Save this
        </Button>
        <Button onClick={close}>Keep what is saved</Button>
      </Bar>
    </Modal>
  );
}
