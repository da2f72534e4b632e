import { Drawer } from "@mantine/core";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/CloseButton.layer.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { factQuery } from "../api/queries";
import type { Fact } from "../api/types";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { Block, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { saidAgo, sayDate } from "../ui/dates";
import css from "./answers.module.css";
import { textOf } from "./Statement";
import type { Question } from "./why";

/** Facts opened at once; the rest of a long list waits for a press. */
const shownFirst = 6;

/** What a statement rests on: the figure asked about first, then each fact with its lines and links. */
export default function WhyPanel({ question, close }: { question: Question; close: () => void }) {
  const [all, setAll] = useState(false);
  const evidence = (question.statement.evidence ?? []).filter((fact) => fact.address !== question.address);
  const seen = all ? evidence : evidence.slice(0, shownFirst);
  return (
    <Drawer opened onClose={close} position="right" size={460} title="Why" lockScroll={false} closeButtonProps={{ "aria-label": "Close" }}>
      <div className={css.drawer}>
        <h2>{textOf(question.statement)}</h2>
        <br />
        {question.address && (
          <Block title={question.text ? `“${question.text}”` : "How it was found"}>
            <OneFact fact={{ address: question.address, label: "" }} close={close} />
          </Block>
        )}
        {evidence.length > 0 && (
          <Block title={evidence.length === 1 ? "The fact behind it" : `The ${evidence.length} facts behind it`}>
            {seen.map((fact) => (
              <OneFact key={fact.address} fact={fact} close={close} />
            ))}
            {seen.length < evidence.length && <Button onClick={() => setAll(true)}>Show {evidence.length - seen.length} more</Button>}
          </Block>
        )}
      </div>
    </Drawer>
  );
}

function OneFact({ fact, close }: { fact: Fact; close: () => void }) {
  const { data, error } = useQuery(factQuery(fact.address));
  const { today } = useHere();
  if (error) return fact.label ? <p className={css.fact}>{fact.label}</p> : <Trouble part error={error} />;
  if (!data) return <Skeleton height={48} gap={8} />;
  return (
    <article className={css.fact}>
      <header>
        <strong>{data.label || fact.label}</strong>
        {data.when && (
          <span className="quiet" title={data.when}>
            {sayDate(data.when.slice(0, 10), today)} · {saidAgo(data.when, today)}
          </span>
        )}
      </header>
      <dl>
        {data.who && (
          <>
            <dt>Who</dt>
            <dd>{data.who}</dd>
          </>
        )}
        {data.lines.map((line, index) => (
          <Line key={`${index}-${line.label}`} {...line} />
        ))}
      </dl>
      {data.links.map((link) => (
        <FactLink key={link.href} {...link} close={close} />
      ))}
    </article>
  );
}

const Line = ({ label, text }: { label: string; text: string }) => (
  <>
    <dt>{label}</dt>
    <dd>{text}</dd>
  </>
);

function FactLink({ text, href, close }: { text: string; href: string; close: () => void }) {
  if (href.startsWith("/")) {
    return (
      <Link to={href} onClick={close}>
        {text}
      </Link>
    );
  }
  return /^https?:\/\//.test(href) ? (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  ) : (
    <span className={css.code}>{text}</span>
  );
}
