import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type CSSProperties, useMemo, useState } from "react";
import type { ProposedSkill, SkillCell, SkillColumn, SkillsAnswer, Somebody } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { recordTo, Said, WhyWord } from "../answers/Statement";
import { csv, save } from "../records/export";
import { useKeys } from "../shell/keys";
import { Private } from "../shell/presenting";
import { Bar, Block, Empty } from "../ui/bits";
import { Button, buttonClass } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { isThin, markOf, type Matrix, matrixOf, otherLevels, stateWord } from "./matrix";
import css from "./people.module.css";

/** Who can do what, as claimed, against what the plan needs. */
export function SkillsPage() {
  const query = useQuery(answerQuery<SkillsAnswer>("skills"));
  const navigate = useNavigate();
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: "skill_claim" } });
  useKeys([{ keys: "c", label: "New claim", run: create }]);
  return (
    <AnswerPage query={query} under={() => "Levels 0 to 5 as planning takes them · a dashed frame: contested · ~ nothing shows it yet, or only long ago · + shown and not said · ↑ wants to grow"}>
      {(answer) =>
        answer.skills.length === 0 ? (
          <>
            <NoSkills />
            <Proposed list={answer.proposed} />
          </>
        ) : (
          <Private instead={<p className="quiet">Levels of people are hidden while presenting. Press . to show them again.</p>}>
            <Grid answer={answer} create={create} />
            <Proposed list={answer.proposed} />
          </Private>
        )
      }
    </AnswerPage>
  );
}

const NoSkills = () => (
  <Empty
    title="No skills are written down yet."
    action={
      <Link to="/records/$kind/new" params={{ kind: "skill" }} className={buttonClass("strong")}>
        Write down a skill
      </Link>
    }
  >
    A skill says what its levels mean; claims say who is where. The plan then gives work to those who can do it, and shows what only one person can do.
  </Empty>
);

/** What the repositories name and nobody has written down: one press opens the form, filled in. */
function Proposed({ list }: { list: ProposedSkill[] | undefined }) {
  if (!list?.length) return null;
  return (
    <div style={{ maxWidth: 560, paddingTop: 28 }}>
      <Block title="In the repositories, and no skill yet">
        <ul className={css.detail}>
          {list.map((one) => (
            <li key={one.title}>
              <span>
                {one.title}{" "}
                <span className="quiet">
                  <Said statement={one.reason} />
                </span>
              </span>
              <Link to="/records/$kind/new" params={{ kind: "skill" }} search={{ title: one.title, category: "technical" }}>
                Write it down
              </Link>
            </li>
          ))}
        </ul>
      </Block>
    </div>
  );
}

interface Chosen {
  person: Somebody;
  skill: SkillColumn;
}

function Grid({ answer, create }: { answer: SkillsAnswer; create: () => void }) {
  const matrix = useMemo(() => matrixOf(answer), [answer]);
  const [chosen, setChosen] = useState<Chosen>();
  const download = () => save("skills.csv", csv(["Person", ...matrix.skills.map((skill) => skill.title)], matrix.people.map((person) => [person.title, ...matrix.skills.map((skill) => String(matrix.cell(person.id ?? "", skill.id)?.level ?? ""))])), "text/csv");
  return (
    <>
      <div className={css.scroll} tabIndex={0} role="region" aria-label="Skill matrix">
        <table className={css.matrix}>
          <thead>
            <tr>
              <th scope="col">Person</th>
              {matrix.skills.map((skill) => (
                <th key={skill.id} scope="col">
                  <Link to={recordTo("skill", skill.key || skill.id)}>{skill.title}</Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.people.map((person) => (
              <PersonRow key={person.id ?? person.title} person={person} matrix={matrix} open={setChosen} />
            ))}
          </tbody>
          <Needs matrix={matrix} />
        </table>
      </div>
      <br />
      <Bar>
        <Button hint="c" onClick={create}>
          New claim
        </Button>
        <Button onClick={download}>CSV</Button>
      </Bar>
      {chosen && <Detail {...chosen} cell={matrix.cell(chosen.person.id ?? "", chosen.skill.id)} />}
    </>
  );
}

function PersonRow({ person, matrix, open }: { person: Somebody; matrix: Matrix; open: (chosen: Chosen) => void }) {
  return (
    <tr>
      <th scope="row">
        <Link to={recordTo("person", person.key || person.id || "")}>{person.title}</Link>
      </th>
      {matrix.skills.map((skill) => (
        <td key={skill.id}>
          <Level cell={matrix.cell(person.id ?? "", skill.id)} label={`${person.title}, ${skill.title}`} open={() => open({ person, skill })} />
        </td>
      ))}
    </tr>
  );
}

/** What open tasks need, and how many people meet it. */
function Needs({ matrix }: { matrix: Matrix }) {
  return (
    <tfoot>
      <tr>
        <th scope="row">Needed by the plan</th>
        {matrix.skills.map((skill) => (
          <td key={skill.id} title={(skill.tasks ?? []).map((task) => task.title).join(", ")}>
            {skill.needed > 0 ? `≥ ${skill.needed}` : <span className="quiet">–</span>}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">Hold it</th>
        {matrix.skills.map((skill) => (
          <td key={skill.id} className={isThin(skill) ? css.thin : "quiet"}>
            {skill.holders === 0 ? "nobody" : skill.holders === 1 ? "1 person" : skill.holders}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function Level({ cell, label, open }: { cell: SkillCell | undefined; label: string; open: () => void }) {
  const claims = cell?.claims ?? [];
  const said = [claims.length ? claims.map((claim) => `${claim.source} ${claim.level}`).join(", ") : "nothing claimed", cell?.state && stateWord[cell.state]].filter(Boolean).join(" · ");
  const small = cell ? [otherLevels(cell).join("/"), markOf(cell), cell.goal !== undefined && cell.goal > cell.level ? "↑" : ""].filter(Boolean).join(" ") : "";
  return (
    <button type="button" className={css.cell} style={{ "--share": (claims.length ? (cell?.level ?? 0) : 0) / 5 } as CSSProperties} data-empty={claims.length ? undefined : true} data-contested={cell?.contested || cell?.state === "contested" || undefined} onClick={open} aria-label={`${label}: ${said}`} title={said}>
      {claims.length ? cell?.level : "·"}
      {small && <small>{small}</small>}
    </button>
  );
}

/** Every claim of one cell, each by whom; and the way to add one. */
function Detail({ person, skill, cell }: Chosen & { cell: SkillCell | undefined }) {
  return (
    <div style={{ maxWidth: 480, paddingTop: 24 }}>
      <Block title={`${person.title} · ${skill.title}`}>
        <ul className={css.detail}>
          {cell?.claims?.map((claim) => (
            <li key={claim.id}>
              <Link to={recordTo("skill_claim", claim.id)}>
                {claim.source} says {claim.level}
              </Link>
              <span className="quiet">{claim.when && sayShort(claim.when)}</span>
            </li>
          ))}
          {cell?.said && (
            <li>
              <span>
                <Said statement={cell.said} /> <WhyWord statement={cell.said}>commits</WhyWord>
              </span>
            </li>
          )}
          {cell?.goal !== undefined && cell.goal > 0 && <li>Wants to reach {cell.goal}.</li>}
          <li>
            <Link to="/records/$kind/new" params={{ kind: "skill_claim" }} search={{ person: person.id ?? "", skill: skill.id, source: "self" }}>
              Add a claim
            </Link>
          </li>
        </ul>
      </Block>
    </div>
  );
}
