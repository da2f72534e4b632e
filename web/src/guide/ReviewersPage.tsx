import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { OwnersAnswer, ReviewersAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { Said, WhyWord } from "../answers/Statement";
import { Name } from "../knowledge/Area";
import { Pick } from "../knowledge/KnowledgePage";
import knowledge from "../knowledge/knowledge.module.css";
import { nameOf } from "../knowledge/read";
import { save } from "../records/export";
import { Bar, Block, Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import { count } from "../ui/units";
import css from "./guide.module.css";
import { Because, PathLink } from "./parts";

/** Who should review one change, and why; and where CODEOWNERS and the code part ways. */
export function ReviewersPage() {
  const { branch = "", path = "", aim = "speed" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const change = (next: Record<string, string>) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }), replace: true } as never);
  const query = useQuery(answerQuery<ReviewersAnswer>("reviewers", { branch, path: branch ? "" : path, aim }));
  const waiting = query.data?.waiting ?? [];
  const tools = (
    <div className={css.filter}>
      <Pick label="Branch" value={branch} options={[["", waiting.length ? "choose one" : "none waits"], ...waiting.map((one): [string, string] => [one.name, `${one.name} (${count(one.ahead, "commit")})`])]} onChange={(value) => change({ branch: value, path: "" })} />
      <PathField key={path} path={path} ask={(text) => change({ path: text, branch: "" })} />
      <Pick label="For" value={aim} options={[["speed", "speed"], ["expertise", "expertise"], ["spread", "spreading knowledge"]]} onChange={(value) => change({ aim: value })} />
    </div>
  );
  return (
    <AnswerPage query={query} tools={tools}>
      {(answer) => (
        <div className={css.columns}>
          <div>{branch || path ? <Suggested answer={answer} /> : <Empty title="Which change?">A branch that waits, or a path you are about to change. At most five people are named, each with the reason; the setting chooses between speed, expertise and spreading knowledge.</Empty>}</div>
          <Owners />
        </div>
      )}
    </AnswerPage>
  );
}

function PathField({ path, ask }: { path: string; ask: (text: string) => void }) {
  const [text, setText] = useState(path);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(text.trim());
  };
  return (
    <form onSubmit={submit} className={css.filter} style={{ padding: 0 }}>
      <label className={knowledge.pick}>
        <span>or path:</span>
        <input type="text" value={text} onChange={(event) => setText(event.target.value)} placeholder="ledger/" />
      </label>
      <Button type="submit">Ask</Button>
    </form>
  );
}

function Suggested({ answer }: { answer: ReviewersAnswer }) {
  const files = answer.files ?? [];
  return (
    <>
      <p className="quiet">
        {count(files.length, "file")}
        {answer.author ? ` · by ${answer.author}` : ""} · {answer.repository}
      </p>
      <br />
      <ol className={knowledge.answer}>
        {answer.items.map((one) => (
          <li key={nameOf(one.person)}>
            <span>
              <Name person={one.person} />
            </span>
            <span>
              <Said statement={one.reason} /> <WhyWord statement={one.reason} />
            </span>
          </li>
        ))}
      </ol>
      <br />
      {answer.items.length > 0 && (
        <>
          <Text title="As a comment on the change" text={answer.comment} name="reviewers.md" />
          <br />
          <Text title="As lines of CODEOWNERS" text={answer.codeowners} name="CODEOWNERS" />
        </>
      )}
    </>
  );
}

function Text({ title, text, name }: { title: string; text: string; name: string }) {
  if (!text) return null;
  return (
    <Block title={title}>
      <pre className={css.text} tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
      <br />
      <Bar>
        <Button onClick={() => void navigator.clipboard.writeText(text)}>Copy</Button>
        <Button onClick={() => save(name, text, "text/plain")}>Download</Button>
      </Bar>
    </Block>
  );
}

function Owners() {
  const { data } = useQuery(answerQuery<OwnersAnswer>("owners"));
  if (!data) return null;
  return (
    <Block title="CODEOWNERS against who knows">
      <p>
        <Said statement={data.headline} />
      </p>
      <ul className={css.list}>
        {data.lines.slice(0, 40).map((one) => (
          <li key={`${one.repository}:${one.line}`}>
            <span>
              <PathLink path={one.path} />
            </span>
            <span className={one.state === "quiet" || one.state === "differ" ? "warn" : ""}>
              <Because of={one.said} />
            </span>
          </li>
        ))}
      </ul>
    </Block>
  );
}
