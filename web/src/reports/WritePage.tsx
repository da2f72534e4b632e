import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Applied } from "../api/types";
import type { Audience, SaidReport, Section, TellAnswer } from "../api/tell";
import { call, Failure } from "../api/client";
import { refetch, undo } from "../api/edits";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { Said, textOf, WhyWord } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { say, sayFailure } from "../shell/toasts";
import { Bar, Block, Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import { addDays, sayDate, sayShort } from "../ui/dates";
import { count } from "../ui/units";
import { type Changes, dropped, edited, keepOf, touched, unchanged } from "./draft";
import { Line, Words } from "./Line";
import { Outside } from "./Outside";
import css from "./reports.module.css";

type Search = { audience?: string; since?: string };

/** Writing a report: the computed sentences, which may be said otherwise, left out, or added to. */
export function WritePage() {
  const search = useSearch({ strict: false }) as Search;
  const query = useQuery(answerQuery<TellAnswer>("tell", { audience: search.audience, since: search.since }));
  const { data } = query;
  const titled = data && { ...data, headline: { id: "", segments: [{ text: data.title }], evidence: [] } };
  return (
    <AnswerPage
      query={{ ...query, data: titled } as typeof query}
      over={<Link to="/align/reports" className={css.screen}>Reports</Link>}
      under={(answer) => <Period answer={answer} />}
      tools={data && <Choose answer={data} />}
    >
      {(answer) => <Draft key={`${answer.audience.key} ${answer.from}`} answer={answer} search={search} />}
    </AnswerPage>
  );
}

const Period = ({ answer }: { answer: TellAnswer }) => (
  <>
    What happened after {sayDate(answer.from)} up to {sayDate(answer.to)}, and what lies ahead
    {answer.last ? (
      <>
        {" · compared with "}
        <Link to="/align/reports/$id" params={{ id: answer.last.key || answer.last.id }}>
          {answer.last.title}
        </Link>
      </>
    ) : (
      " · the first report to this audience"
    )}
    {answer.replaces && ` · takes the place of the one of today`}
  </>
);

const depths: { [depth: string]: string } = { outcome: "the outcome", summary: "a summary", detail: "everything" };
const vocabularies: { [vocabulary: string]: string } = { plain: "plain words", business: "words of the business", technical: "words of the trade" };

/** Who is told, each under a key, and since when. */
function Choose({ answer }: { answer: TellAnswer }) {
  const navigate = useNavigate();
  const { today } = useHere();
  const go = (search: Search) => void navigate({ to: "/align/reports/write", search });
  useKeys(answer.audiences.slice(0, 9).map((one, index) => ({ keys: `${index + 1}`, label: `For ${one.title}`, run: () => go({ audience: one.key }) })));
  return (
    <div className={css.choose}>
      <div role="group" aria-label="Audience" className={css.audiences}>
        {answer.audiences.map((one, index) => (
          <Button key={one.key} {...(index < 9 ? { hint: `${index + 1}` } : {})} aria-pressed={one.key === answer.audience.key} onClick={() => go({ audience: one.key })}>
            {one.title}
          </Button>
        ))}
      </div>
      <label className={css.since}>
        Since{" "}
        <input type="date" value={answer.from} max={addDays(today, -1)} onChange={(event) => event.target.value && go({ audience: answer.audience.key, since: event.target.value })} />
      </label>
      <p className={css.hint}>
        {answer.audience.title} get {depths[answer.audience.depth]} in {vocabularies[answer.audience.vocabulary]}
        {answer.audience.hides.length > 0 && `, without ${listed(answer.audience)}`}.
      </p>
    </div>
  );
}

const listed = ({ hides }: Audience): string => hides.join(", ").replace(/, ([^,]*)$/, " and $1");

function Draft({ answer, search }: { answer: TellAnswer; search: Search }) {
  const [changes, setChanges] = useState<Changes>(unchanged);
  const [chosen, setChosen] = useState(-1);
  const [editing, setEditing] = useState("");
  const [adding, setAdding] = useState("");
  const keep = useKeep(answer, changes);
  const all = answer.sections.flatMap((section) => section.items);
  const here = all[chosen];
  const drop = (subject: string) => setChanges((now) => dropped(now, subject));
  useKeys([
    { keys: "j", label: "Next sentence", run: () => setChosen((at) => Math.min(all.length - 1, at + 1)) },
    { keys: "k", label: "Previous sentence", run: () => setChosen((at) => Math.max(0, at - 1)) },
    { keys: "e", label: "Say the sentence in other words", run: () => here && setEditing(here.subject) },
    { keys: "x", label: "Leave the sentence out", run: () => here && drop(here.subject) },
    { keys: "a", label: "Approve and keep", run: () => void keep(true) },
    { keys: "d", label: "Keep as a draft", run: () => void keep(false) },
  ]);
  if (all.length === 0) return <Nothing answer={answer} />;
  const add = (part: string, text: string) => {
    if (text.trim()) setChanges((now) => ({ ...now, said: [...now.said, { part: part as SaidReport["part"], text: text.trim() }] }));
    setAdding("");
  };
  return (
    <>
      <Bar>
        <Button tone="strong" hint="a" onClick={() => void keep(true)}>
          Approve and keep
        </Button>
        <Button hint="d" onClick={() => void keep(false)}>
          Keep as a draft
        </Button>
        <Outside asked={search.since ? { audience: answer.audience.key, since: search.since } : { audience: answer.audience.key }} name={`${answer.audience.key}-${answer.to}`} changed={touched(changes)} />
      </Bar>
      <div className={css.page}>
        <article className={css.paper} aria-label={answer.title}>
          {answer.sections.map((section) => (
            <Part key={section.part} section={section} adding={adding === section.part} open={() => setAdding(section.part)} add={(text) => add(section.part, text)} cancel={() => setAdding("")}>
              {section.items.map((one) => {
                const own = textOf(one.statement);
                const words = changes.edits[one.subject];
                return (
                  <Line
                    key={one.subject}
                    text={words ?? own}
                    mark={words ? "in your words" : one.new && answer.last ? "new" : undefined}
                    why={<Facts statement={one.statement} />}
                    chosen={one === here}
                    dropped={changes.dropped.includes(one.subject)}
                    editing={editing === one.subject}
                    edit={(open) => setEditing(open ? one.subject : "")}
                    change={(text) => setChanges((now) => edited(now, one.subject, text, own))}
                    drop={() => drop(one.subject)}
                  >
                    {words ?? <Said statement={one.statement} />}
                  </Line>
                );
              })}
              {changes.said.map((one, index) =>
                one.part === section.part ? (
                  <Line key={`said ${index}`} text={one.text} mark="said by you" drop={() => setChanges((now) => ({ ...now, said: now.said.filter((_, at) => at !== index) }))}>
                    {one.text}
                  </Line>
                ) : null,
              )}
            </Part>
          ))}
          <Glossary words={answer.words} />
        </article>
        <Aside answer={answer} />
      </div>
    </>
  );
}

const Nothing = ({ answer }: { answer: TellAnswer }) => (
  <Empty title="There is nothing to tell yet." action={<Link to="/deliver/plan">Open the plan</Link>}>
    Nothing was finished after {sayDate(answer.from)}, no date is planned and nothing is to be decided. Choose an earlier day, or add tasks with their estimates.
  </Empty>
);

function Part({ section, adding, open, add, cancel, children }: { section: Section; adding: boolean; open: () => void; add: (text: string) => void; cancel: () => void; children: ReactNode }) {
  return (
    <section>
      <h2>{section.title}</h2>
      <ul>{children}</ul>
      {adding ? (
        <Words start="" label={`A sentence for ${section.title}`} save={add} cancel={cancel} />
      ) : (
        <button type="button" className={css.add} onClick={open} aria-label={`Add a sentence to ${section.title}`}>
          + add a sentence
        </button>
      )}
    </section>
  );
}

const Facts = ({ statement }: { statement: Section["items"][number]["statement"] }) => <WhyWord statement={statement}>{count(statement.evidence.length, "fact")}</WhyWord>;

export function Glossary({ words }: { words: { term: string; plain: string }[] }) {
  if (!words.length) return null;
  return (
    <section>
      <h2>Words used here</h2>
      <dl className={css.glossary}>
        {words.map((one) => (
          <div key={one.term}>
            <dt>{one.term}</dt>
            <dd>{one.plain}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What differs from the last report, and how it reads. */
function Aside({ answer }: { answer: TellAnswer }) {
  const { today } = useHere();
  const [all, setAll] = useState(false);
  const since = answer.since.filter((one) => one.what !== "new");
  const fresh = answer.since.length - since.length;
  const shown = all ? answer.since : since.slice(0, 8);
  return (
    <aside>
      {answer.last && (
        <Block title={`Since ${sayShort(answer.from, today)}`}>
          <ul className={css.small} aria-label="What differs from the last report">
            {shown.map((one) => (
              <li key={`${one.what} ${one.subject}`}>
                {one.what === "new" && <span className={css.mark}>New: </span>}
                <Said statement={one.statement} />
              </li>
            ))}
            {since.length === 0 && <li className="quiet">No date and no odds moved enough to tell.</li>}
          </ul>
          {fresh > 0 && !all && <Button onClick={() => setAll(true)}>Show {count(fresh, "new sentence")}</Button>}
        </Block>
      )}
      <Block title="How it reads">
        <p className={css.reading}>{textOf(answer.read)}</p>
        {answer.hard && <p className={css.hard}>{textOf(answer.hard)}</p>}
      </Block>
    </aside>
  );
}

/** Keeps the report as it is seen; one that rests on other facts by now is looked at again first. */
function useKeep(answer: TellAnswer, changes: Changes) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (approve: boolean) => {
    try {
      const done = await call<Applied>("POST", "/v1/reports", keepOf(answer, changes, approve));
      const made = done.applied.find((one) => one.kind === "report");
      void refetch(client, ["report"]);
      say({ text: approve ? "Approved and kept. Its words do not change any more." : "Kept as a draft.", level: "good", undo: () => undo(client, done.change_id) });
      if (made) await navigate({ to: "/align/reports/$id", params: { id: made.key || made.id } });
    } catch (error) {
      sayFailure(error, "Keeping the report");
      if (error instanceof Failure && error.status === 409) void client.invalidateQueries({ queryKey: ["answer", "tell"] });
    }
  };
}
