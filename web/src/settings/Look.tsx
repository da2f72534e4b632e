import { presenting } from "../shell/presenting";
import { theme, themes } from "../shell/theme";
import { Block } from "../ui/bits";
import css from "./settings.module.css";

/** How this browser shows the pages; nothing of it is stored on the server. */
export function Look() {
  const look = theme.use();
  const present = presenting.use();
  return (
    <Block title="Look, in this browser">
      <div className={css.choices} role="radiogroup" aria-label="Look">
        {themes.map((one) => (
          <label key={one.value}>
            <input type="radio" name="look" checked={look === one.value} onChange={() => theme.set(one.value)} />
            {one.label}
          </label>
        ))}
      </div>
      <label className={css.choice}>
        <input type="checkbox" checked={present === "on"} onChange={(event) => presenting.set(event.target.checked ? "on" : "off")} />
        Presenting: hide money and private matters
      </label>
    </Block>
  );
}
