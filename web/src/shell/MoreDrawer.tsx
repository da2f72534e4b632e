import { Drawer } from "@mantine/core";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import { DutyList, type NavProps } from "./Nav";
import { presenting } from "./presenting";
import { theme, themes } from "./theme";
import { Button } from "../ui/Button";
import { Bar } from "../ui/bits";

/** On a phone: every duty and its sections, and the switches that have keys elsewhere. */
export function MoreDrawer({ duties, duty, place, close }: Pick<NavProps, "duties" | "duty" | "place"> & { close: () => void }) {
  const look = theme.use();
  return (
    <Drawer opened onClose={close} title="Plumbline" size={300} lockScroll={false} closeButtonProps={{ "aria-label": "Close" }}>
      <div onClickCapture={() => setTimeout(close)} role="presentation">
        <DutyList duties={duties.map((one) => ({ ...one }))} duty={duty} place={place} />
      </div>
      <Bar>
        <Button onClick={() => presenting.set(presenting.get() === "on" ? "off" : "on")}>Present</Button>
        <select value={look} onChange={(event) => theme.set(event.target.value as typeof look)} aria-label="Look">
          {themes.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </Bar>
    </Drawer>
  );
}
