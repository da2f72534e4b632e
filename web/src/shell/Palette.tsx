import { Modal } from "@mantine/core";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useContext, useEffect, useEffectEvent, useMemo, useState } from "react";
import type { KnowledgeAnswer } from "../api/answers";
import { answerQuery, searchQuery } from "../api/queries";
import type { Found } from "../api/types";
import { knowersOf } from "../knowledge/read";
import { HereContext } from "./session";
import { usePresenting } from "./presenting";
import { blankOf, read, shown, slotKinds } from "./grammar";
import css from "./palette.module.css";

export interface Command {
  id: string;
  label: string;
  hint?: string;
  run: () => void;
}

interface Choice {
  id: string;
  group: string;
  label: string;
  detail?: string | undefined;
  hint?: string | undefined;
  /** Puts this text in the field instead of going anywhere. */
  fill?: string;
  run?: () => void;
}

export function Palette({ rooms, commands, close }: { rooms: string[]; commands: Command[]; close: () => void }) {
  return (
    <Modal opened onClose={close} withCloseButton={false} lockScroll={false} size={620} yOffset="12vh" padding={0} aria-label="Search or ask">
      <Field rooms={rooms} commands={commands} close={close} />
    </Modal>
  );
}

function Field({ rooms, commands, close }: { rooms: string[]; commands: Command[]; close: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [entered, setEntered] = useState<string>();
  const { choices, sure } = useChoices(text, rooms, commands);
  const chosen = Math.max(0, Math.min(at, choices.length - 1));
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    if (choice.fill !== undefined) {
      setText(choice.fill);
      setAt(0);
      return;
    }
    close();
    choice.run?.();
  };
  // Enter pressed before the search has answered waits for it: nobody goes to what stood there a moment before.
  const found = entered === text && chosen < sure;
  const takeFound = useEffectEvent(() => {
    close();
    choices[chosen]?.run?.();
  });
  useEffect(() => {
    if (found) takeFound();
  }, [found]);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter" && chosen < sure) take(choices[chosen]);
    else if (event.key === "Enter") setEntered(text);
    else if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, choices.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
    else if (event.key === "Tab" && !event.shiftKey && choices[chosen]?.fill !== undefined) take(choices[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className={css.input}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
        placeholder="Search, or ask: who knows …, when is … done"
        aria-label="Search or ask"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={choices[chosen] ? `palette-${chosen}` : undefined}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
      />
      <List choices={choices} chosen={chosen} take={take} />
    </>
  );
}

function List({ choices, chosen, take }: { choices: Choice[]; chosen: number; take: (choice: Choice) => void }) {
  return (
    <div className={css.list} id="palette-list" role="listbox" aria-label="Answers">
      {choices.map((choice, index) => (
        <div key={choice.id} role="presentation">
          {choice.group !== choices[index - 1]?.group && (
            <div className={css.group} role="presentation">
              {choice.group}
            </div>
          )}
          <div
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={css.choice}
            ref={index === chosen ? (node) => void node?.scrollIntoView?.({ block: "nearest" }) : undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(choice)}
            onKeyDown={() => {}}
          >
            <span className={css.words}>{choice.label}</span>
            {choice.detail && <span className={css.detail}>{choice.detail}</span>}
            {choice.hint && <kbd>{choice.hint}</kbd>}
          </div>
        </div>
      ))}
      {choices.length === 0 && <p className={css.none}>Nothing has this title or key. Try fewer letters.</p>}
    </div>
  );
}

/** What can be chosen, and how many from the top stand fast while the search is still under way. */
function useChoices(typed: string, rooms: string[], commands: Command[]): { choices: Choice[]; sure: number } {
  const navigate = useNavigate();
  const reading = useMemo(() => read(typed, rooms), [typed, rooms]);
  const blank = reading.find((one) => one.state === "blank");
  const filled = blank ? (blankOf(blank.phrase, typed) ?? "") : "";
  const hidden = useHiddenKinds();
  const search = useQuery(searchQuery(blank ? filled : typed, 20));
  const found = (search.data?.items ?? []).filter((one) => !hidden.has(one.kind));
  const areas = useQuery({ ...answerQuery<KnowledgeAnswer>("knowledge"), enabled: blank?.phrase.slot === "area" || blank?.phrase.slot === "person" }).data?.areas ?? [];
  const go = (to: { to: string; search?: Record<string, string> }) => () => void navigate(to as never);

  if (blank) {
    const { phrase } = blank;
    const kinds = slotKinds[phrase.slot];
    const names: { name: string; detail?: string | undefined; value: string }[] = found
      .filter((one) => kinds.includes(one.kind))
      .map((one) => ({ name: one.title, detail: one.key, value: one.key || one.id }));
    // Areas, and contributors nobody adopted as people, come from the map.
    const mapped = phrase.slot === "area" ? areas.map((area) => ({ name: area.name, value: area.name })) : phrase.slot === "person" ? knowersOf(areas).map(([value, name]) => ({ name, value })) : [];
    for (const one of mapped) {
      if (one.name.toLowerCase().includes(filled.toLowerCase()) && !names.some((other) => other.value === one.value)) names.push(one);
    }
    const free = phrase.slot === "text" || phrase.slot === "area";
    if (free && filled && !names.some((one) => one.name === filled)) names.unshift({ name: filled, value: filled });
    const choices = names.slice(0, 12).map((one) => ({
      id: `${phrase.id}-${one.value}`,
      group: "Ask",
      label: shown(phrase, one.name),
      detail: one.detail,
      run: go(phrase.to(one.value)),
    }));
    return { choices, sure: search.isLoading ? (free && filled ? 1 : 0) : choices.length };
  }
  const choices = [
    ...reading.map(({ phrase }): Choice => {
      const base = { id: phrase.id, group: "Ask", label: shown(phrase) };
      return phrase.slot === "none" ? { ...base, run: go(phrase.to("")) } : { ...base, fill: phrase.before };
    }),
    ...found.map((one) => ({ ...recordChoice(one), run: go({ to: addressOf(one) }) })),
    ...matching(commands, typed).map((one) => ({ id: one.id, group: "Do", label: one.label, hint: one.hint, run: one.run })),
  ];
  return { choices, sure: search.isLoading ? reading.length : choices.length };
}

/** The kinds that are nobody else's to see, while a screen is shared. */
function useHiddenKinds(): ReadonlySet<string> {
  const presenting = usePresenting();
  const kinds = useContext(HereContext)?.kinds ?? [];
  return new Set(presenting ? kinds.filter((kind) => kind.private).map((kind) => kind.kind) : []);
}

const recordChoice = (one: Found): Choice => ({
  id: `${one.kind}/${one.id}`,
  group: "Records",
  label: one.title,
  detail: [one.key, one.kind, one.why].filter(Boolean).join(" · "),
});

export const addressOf = (one: { kind: string; id: string; key?: string }): string =>
  one.kind === "one_on_one" ? `/grow/one-on-ones/${one.id}` : one.kind === "decision" ? `/decide/decisions/${one.key || one.id}` : `/records/${one.kind}/${encodeURIComponent(one.key || one.id)}`;

/** Commands that hold every word typed; all of them when nothing is typed. */
function matching(commands: Command[], text: string): Command[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter((one) => wanted.every((word) => one.label.toLowerCase().includes(word)));
}

