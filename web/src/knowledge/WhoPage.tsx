import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { WhoCandidate, WhoAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { Said, WhyWord } from "../answers/Statement";
import { Empty, Head } from "../ui/bits";
import { Button } from "../ui/Button";
import { Name } from "./Area";
import { nameOf } from "./read";
import css from "./knowledge.module.css";

export function WhoPage() {
  const { path = "", task = "" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const asked = path !== "" || task !== "";
  const query = useQuery({ ...answerQuery<WhoAnswer>("who", { path, task }), enabled: asked });
  const tools = (
    <PathForm key={path} path={path} ask={(text) => void navigate({ to: "/guide/who", search: { path: text } })} />
  );
  if (!asked) {
    return (
      <>
        <Head title="Who knows this path?" under="Whom to ask, who should review it, who could change it." />
        {tools}
        <Empty title="Name a folder or a file.">The answer comes from changes and reviews, which fade with time, and says who wrote the lines that stand there. Nobody is compared: you see those who know this one path, each with the reason.</Empty>
      </>
    );
  }
  return (
    <AnswerPage query={query} tools={tools}>
      {(answer) => (
        <>
          {answer.items.length === 0 && <Empty title="Nobody active knows this path.">Try the folder above it.</Empty>}
          <ol className={css.answer}>
            {answer.items.map((one) => (
              <Suggested key={nameOf(one.person)} one={one} />
            ))}
          </ol>
          {answer.lines_said && (
            <p className={css.left}>
              <Said statement={answer.lines_said} /> <WhyWord statement={answer.lines_said} />
            </p>
          )}
        </>
      )}
    </AnswerPage>
  );
}

function Suggested({ one }: { one: WhoCandidate }) {
  return (
    <li>
      <span>
        <Name person={one.person} />
      </span>
      <span>
        <Said statement={one.reason} /> <WhyWord statement={one.reason} />
        {one.knows === false && <span className="quiet"> · traces only, may have forgotten it</span>}
      </span>
    </li>
  );
}

function PathForm({ path, ask }: { path: string; ask: (text: string) => void }) {
  const [text, setText] = useState(path);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(text.trim());
  };
  return (
    <form className={css.tools} onSubmit={submit}>
      <label className={css.pick}>
        <span>Path:</span>
        <input type="text" value={text} onChange={(event) => setText(event.target.value)} placeholder="ledger/ or ledger/post.go" />
      </label>
      <Button type="submit">Ask</Button>
    </form>
  );
}
