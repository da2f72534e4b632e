import type { PersonLoad } from "../api/answers";
import { carry } from "./drag";
import css from "./board.module.css";

interface Props {
  people: PersonLoad[];
  /** Puts a person on the task with this id; on the chosen one without an id. */
  put: (person: PersonLoad, task?: string) => void;
}

/** Everybody in the plan, to be dropped on a task; a press puts them on the chosen one. */
export function PersonStrip({ people, put }: Props) {
  const able = people.filter((one) => one.id);
  if (!able.length) return null;
  return (
    <div className={css.strip} role="group" aria-label="People to put on a task">
      <span>Drop on a task</span>
      {able.map((person) => (
        <PersonChip key={person.id} person={person} put={put} />
      ))}
    </div>
  );
}

export function PersonChip({ person, put, children }: { person: PersonLoad; put: Props["put"]; children?: string }) {
  return (
    <button
      type="button"
      className={css.person}
      aria-label={`Put ${person.title} on the chosen task`}
      title={`${person.title}: drop on a task, or press to put on the chosen one`}
      onPointerDown={(event) => carry(event, person.title, css.ghost ?? "", "[data-drop-task]", (target) => put(person, target.dataset["dropTask"]))}
      onClick={() => put(person)}
    >
      {children ?? person.title.split(" ")[0]}
    </button>
  );
}
