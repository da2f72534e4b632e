import { Popover } from "@mantine/core";
import "@mantine/core/styles/Popover.layer.css";
import { useState } from "react";
import { Button } from "../ui/Button";
import { addDays, monday, sayLong } from "../ui/dates";
import css from "./today.module.css";

interface Props {
  about: string;
  today: string;
  opened: boolean;
  open: (on: boolean) => void;
  snooze: (until: string, why: string) => void;
}

/** Puts an item off until a date, with a reason if there is one. Nothing is put off without a date. */
export function Snooze({ about, today, opened, open, snooze }: Props) {
  const [until, setUntil] = useState(addDays(monday(today), 7));
  const [why, setWhy] = useState("");
  const done = (date: string) => {
    open(false);
    snooze(date, why);
  };
  const offers = [
    { label: "Tomorrow", date: addDays(today, 1) },
    { label: "Next Monday", date: addDays(monday(today), 7) },
    { label: "In two weeks", date: addDays(today, 14) },
  ];
  return (
    <Popover opened={opened} onChange={open} position="bottom-end" trapFocus withinPortal shadow="md">
      <Popover.Target>
        <Button tone="plain" data-quiet="" onClick={() => open(!opened)} aria-label={`Snooze: ${about}`}>
          Snooze
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.snooze}>
          {offers.map((offer) => (
            <Button key={offer.label} onClick={() => done(offer.date)} title={sayLong(offer.date)}>
              {offer.label}
            </Button>
          ))}
          <div className={css.later}>
            <input type="date" value={until} min={addDays(today, 1)} onChange={(event) => setUntil(event.target.value)} aria-label="Until" />
            <Button onClick={() => done(until)} disabled={!until || until <= today}>
              Until then
            </Button>
          </div>
          <input value={why} onChange={(event) => setWhy(event.target.value)} placeholder="Why (optional)" aria-label="Why (optional)" />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
