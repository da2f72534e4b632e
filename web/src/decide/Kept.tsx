// Whether a decision is kept: what its rule finds in the repositories, what replaced
// what, and where its file says something else.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DecidedAnswer, DecidedItem } from "../api/answers";
import { call } from "../api/client";
import { answerQuery } from "../api/queries";
import { Said, WhyWord } from "../answers/Statement";
import { sayFailure } from "../shell/toasts";
import { Bar, Block } from "../ui/bits";
import { Button } from "../ui/Button";
import css from "./decide.module.css";

const marks: { [state: string]: string } = { holds: "✓", broken: "✕", unasked: "…", undecided: "?" };

export function Kept({ id }: { id: string }) {
  const query = useQuery(answerQuery<DecidedAnswer>("decided", {}));
  const item = query.data?.items.find((one) => one.id === id);
  if (!item) return null;
  return (
    <>
      {item.rule && <Checks item={item} />}
      {item.chain && item.chain.length > 0 && <Chain item={item} />}
      {item.source && <File item={item} />}
    </>
  );
}

function Checks({ item }: { item: DecidedItem }) {
  return (
    <Block title="Is it kept">
      <code className={css.rule}>{item.rule}</code>
      <ul className={css.checks}>
        {item.checks?.map((one) => (
          <li key={one.repository.id} className={one.state === "broken" ? "bad" : undefined}>
            <span aria-hidden="true">{marks[one.state]}</span> <Said statement={one.statement} /> <WhyWord statement={one.statement} />
          </li>
        ))}
        {!item.checks?.length && <li className="quiet">No repository is read to ask.</li>}
      </ul>
    </Block>
  );
}

function Chain({ item }: { item: DecidedItem }) {
  return (
    <Block title="What replaced what">
      <ol className={css.chain}>
        {item.chain?.map((one) => (
          <li key={one.id} aria-current={one.here || undefined}>
            {one.here ? <b>{one.title}</b> : <Link to="/decide/decisions/$id" params={{ id: one.key || one.id }}>{one.title}</Link>}
            <span className="quiet"> · {one.key} · {one.status}</span>
            {one.why && <p className="quiet">{one.why}</p>}
          </li>
        ))}
      </ol>
    </Block>
  );
}

/** The file a decision was read from: what would change in it, as a patch. */
function File({ item }: { item: DecidedItem }) {
  const fetchPatch = () => {
    call<{ path: string; patch: string }>("GET", `/v1/decisions/${item.id}/patch`).then(
      ({ path, patch }) => save(`${path.split("/").pop() ?? "decision"}.patch`, patch),
      (error: unknown) => sayFailure(error, "The patch"),
    );
  };
  return (
    <Block title="Its file">
      {item.file && (
        <p>
          <Said statement={item.file.statement} /> <WhyWord statement={item.file.statement} />
        </p>
      )}
      <Bar>
        <Button onClick={fetchPatch}>Patch for the file</Button>
      </Bar>
    </Block>
  );
}

function save(name: string, text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/x-diff" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
