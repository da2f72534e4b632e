import type { TodaySection } from "../api/answers";
import { usePresenting } from "../shell/presenting";
import { Block } from "../ui/bits";
import css from "./answers.module.css";
import { Said } from "./Statement";

/** The side column of an answer: each section as the server gave it, nothing made up beside it. */
export function Sections({ sections }: { sections: TodaySection[] | undefined }) {
  const presenting = usePresenting();
  return sections?.filter((section) => !(section.own && presenting)).map((section) => (
    <Block key={section.title} title={section.title}>
      <ul className={css.plainList}>
        {section.items.map((item, index) => (
          <li key={index}>
            <Said statement={item} />
          </li>
        ))}
      </ul>
    </Block>
  ));
}
