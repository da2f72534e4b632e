import { Modal } from "@mantine/core";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import { useState } from "react";
import type { PersonLoad, PlanTask } from "../api/answers";
import { Bar } from "../ui/bits";
import { Button } from "../ui/Button";
import css from "./plan.module.css";

/** Chooses who joins a task, without a pointer: type a name, Enter. */
export function PickPerson({ task, people, put, close }: { task: PlanTask; people: PersonLoad[]; put: (person: PersonLoad) => void; close: () => void }) {
  const able = people.filter((one) => one.id && !task.people.some((person) => person.id === one.id));
  const [id, setId] = useState(able[0]?.id ?? "");
  const take = () => {
    const person = able.find((one) => one.id === id);
    close();
    if (person) put(person);
  };
  return (
    <Modal opened onClose={close} title={`Who joins “${task.title}”?`} lockScroll={false} size={420} closeButtonProps={{ "aria-label": "Close" }}>
      <select
        data-autofocus
        className={css.pick}
        size={Math.min(12, Math.max(2, able.length))}
        aria-label="Person"
        value={id}
        onChange={(event) => setId(event.target.value)}
        onDoubleClick={take}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          take();
        }}
      >
        {able.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </select>
      <Bar>
        <Button tone="strong" hint="↵" onClick={take} disabled={!able.length}>
          Look at it
        </Button>
        <Button onClick={close}>Cancel</Button>
      </Bar>
    </Modal>
  );
}
