import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Dependency, TechnologyAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { useWhy } from "../answers/why";
import { Pick } from "../knowledge/KnowledgePage";
import knowledge from "../knowledge/knowledge.module.css";
import { Bar, Block, Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import { count } from "../ui/units";
import css from "./guide.module.css";

const step = 200;

/** Languages and dependencies in use, with their versions and where each is declared. */
export function TechnologyPage() {
  const { show = "direct", q = "" } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const query = useQuery(answerQuery<TechnologyAnswer>("technology"));
  const change = (next: Record<string, string>) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }), replace: true } as never);
  const tools = (
    <div className={css.filter}>
      <Pick label="Show" value={show} options={[["direct", "direct dependencies"], ["differs", "more than one version"], ["all", "all"]]} onChange={(value) => change({ show: value })} />
      <label className={knowledge.pick}>
        <span>Name:</span>
        <input type="text" value={q} onChange={(event) => change({ q: event.target.value })} />
      </label>
    </div>
  );
  return (
    <AnswerPage query={query} tools={tools}>
      {(answer) => (
        <div className={css.columns}>
          <Dependencies all={answer.dependencies} show={show} q={q} />
          <Block title="Languages">
            <table className={knowledge.table}>
              <tbody>
                {answer.languages.slice(0, 40).map((one) => (
                  <tr key={`${one.repository}:${one.name}`}>
                    <td>
                      {one.name} <span className="quiet">{one.repository}</span>
                    </td>
                    <td className={`num ${knowledge.right}`}>{one.lines.toLocaleString("en-GB")} lines</td>
                    <td className="num">{count(one.files, "file")}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {answer.unreadable.map((text) => (
              <p key={text} className="quiet">
                {text}
              </p>
            ))}
          </Block>
        </div>
      )}
    </AnswerPage>
  );
}

function Dependencies({ all, show, q }: { all: Dependency[]; show: string; q: string }) {
  const [limit, setLimit] = useState(step);
  const list = useMemo(
    () => all.filter((one) => (show === "all" || (show === "differs" ? one.differs : one.direct)) && one.name.toLowerCase().includes(q.trim().toLowerCase())),
    [all, show, q],
  );
  if (!all.length) return <Empty title="No manifest declares a dependency.">Read are go.mod, package.json, requirements, pyproject.toml, Cargo.toml, pom.xml, Gemfile, Gradle builds, composer.json and .csproj.</Empty>;
  if (!list.length) return <Empty title="Nothing matches.">Choose “all”, or another name.</Empty>;
  return (
    <Block title={count(list.length, "dependency", "dependencies")}>
      <table className={knowledge.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Version</th>
            <th scope="col">Declared in</th>
          </tr>
        </thead>
        <tbody>
          {list.slice(0, limit).map((one) => (
            <Row key={`${one.ecosystem}:${one.name}`} one={one} />
          ))}
        </tbody>
      </table>
      {list.length > limit && (
        <Bar>
          <Button onClick={() => setLimit(limit + step)}>Show {Math.min(step, list.length - limit)} more</Button>
        </Bar>
      )}
    </Block>
  );
}

function Row({ one }: { one: Dependency }) {
  const why = useWhy();
  const versions = [...new Set(one.uses.flatMap((use) => use.version ?? []))];
  const first = one.uses[0];
  const open = () => why({ statement: { id: "", segments: [{ text: one.name }], evidence: one.uses.map((use) => ({ ...use.fact, label: `${use.repository}, ${use.fact.label}: ${use.version || "no version"}, ${use.kind}` })) }, address: undefined, text: "" });
  return (
    <tr>
      <td style={{ overflowWrap: "anywhere" }}>
        {one.name} <span className="quiet">{one.ecosystem}</span>
      </td>
      <td className={`num ${one.differs ? "warn" : ""}`}>{versions.join(", ") || "–"}</td>
      <td>
        <button type="button" onClick={open}>
          {one.uses.length === 1 ? first?.fact.label : `${one.uses.length} manifests`}
        </button>
      </td>
    </tr>
  );
}
