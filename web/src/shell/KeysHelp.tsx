import { Modal } from "@mantine/core";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import { useValidKeys } from "./keys";
import css from "./shell.module.css";

const pretty = (keys: string) => keys.replace("mod+", navigator.platform.startsWith("Mac") ? "⌘ " : "Ctrl ").replace("Escape", "Esc");

/** The keys valid where one is: exactly those registered, nothing from a manual. */
export function KeysHelp({ close }: { close: () => void }) {
  const keys = useValidKeys();
  const groups = [...new Set(keys.map((one) => one.group ?? "Here"))].toSorted((a, b) => Number(a !== "Here") - Number(b !== "Here"));
  return (
    <Modal opened onClose={close} title="Keys valid here" lockScroll={false} size={680} closeButtonProps={{ "aria-label": "Close" }}>
      <div className={css.keys}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {keys
                .filter((one) => (one.group ?? "Here") === group)
                .map((one) => (
                  <li key={one.keys}>
                    {one.label} <kbd>{pretty(one.keys)}</kbd>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
