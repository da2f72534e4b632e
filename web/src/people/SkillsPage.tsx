import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type CSSProperties, useMemo, useState } from "react";
import { someRecordsQuery } from "../api/queries";
import type { RecordOf } from "../api/types";
import { recordTo } from "../answers/Statement";
import { csv, save } from "../records/export";
import { useKeys } from "../shell/keys";
import { Private } from "../shell/presenting";
import { Trouble } from "../shell/states";
import { Bar, Block, Empty, Head, PageSkeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { type Cell, holds, type Matrix, matrixOf } from "./matrix";
import css from "./people.module.css";

const all = { limit: 500 };

export function SkillsPage() {
  const people = useQuery(someRecordsQuery("person", all));
  const skills = useQuery(someRecordsQuery("skill", all));
  const claims = useQuery(someRecordsQuery("skill_claim", all));
  const navigate = useNavigate();
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: "skill_claim" } });
  useKeys([{ keys: "c", label: "New claim", run: create }]);
  const matrix = useMemo(() => matrixOf(people.data?.items ?? [], skills.data?.items ?? [], claims.data?.items ?? []), [people.data, skills.data, claims.data]);
  const error = people.error ?? skills.error ?? claims.error;
  if (error) return <Trouble error={error} retry={() => void Promise.all([people.refetch(), skills.refetch(), claims.refetch()])} />;
  if (!people.data || !skills.data || !claims.data) return <PageSkeleton />;
  const thin = matrix.skills.filter((one) => one.holders === 1);
  return (
    <>
      <Head title={headline(matrix, thin.map((one) => one.skill))} under={`Levels 0 to 5 · a dashed frame: the claims differ · ↑ wants to grow`} />
      {matrix.skills.length === 0 ? (
        <Empty title="No skills are written down yet." action={<Link to="/records/$kind/new" params={{ kind: "skill" }}>Write down a skill</Link>}>
          A skill says what its levels mean; claims say who is where. The plan then gives work to those who can do it, and shows what only one person can do.
        </Empty>
      ) : (
        <Private instead={<p className="quiet">Levels of people are hidden while presenting. Press . to show them again.</p>}>
          <Grid matrix={matrix} create={create} />
        </Private>
      )}
    </>
  );
}

function headline(matrix: Matrix, thin: RecordOf[]): string {
  if (!matrix.skills.length) return "Skills";
  if (!thin.length) return "No skill is held by one person only.";
  const names = thin.slice(0, 3).map((skill) => skill.title);
  const more = thin.length - names.length;
  const list = more > 0 ? `${names.join(", ")} and ${more} more` : names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
  return `${list} ${thin.length === 1 ? "is" : "are"} held by one person only.`;
}

function Grid({ matrix, create }: { matrix: Matrix; create: () => void }) {
  const [chosen, setChosen] = useState<{ person: RecordOf; skill: RecordOf }>();
  const download = () => save("skills.csv", csv(["Person", ...matrix.skills.map((one) => one.skill.title)], matrix.people.map((person) => [person.title, ...matrix.skills.map((one) => String(matrix.cell(person.id, one.skill.id).level ?? ""))])), "text/csv");
  return (
    <>
      <div className={css.scroll}>
        <table className={css.matrix}>
          <thead>
            <tr>
              <th scope="col">Person</th>
              {matrix.skills.map((one) => (
                <th key={one.skill.id} scope="col">
                  <Link to={recordTo("skill", one.skill.key || one.skill.id)}>{one.skill.title}</Link>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <Link to={recordTo("person", person.key || person.id)}>{person.title}</Link>
                </th>
                {matrix.skills.map(({ skill }) => (
                  <td key={skill.id}>
                    <Level cell={matrix.cell(person.id, skill.id)} label={`${person.title}, ${skill.title}`} open={() => setChosen({ person, skill })} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Hold it (level {holds} up)</th>
              {matrix.skills.map((one) => (
                <td key={one.skill.id} className={one.holders < 2 ? css.thin : "quiet"}>
                  {one.holders === 0 ? "nobody" : one.holders === 1 ? "1 person" : one.holders}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <br />
      <Bar>
        <Button hint="c" onClick={create}>
          New claim
        </Button>
        <Button onClick={download}>CSV</Button>
      </Bar>
      {chosen && <Detail {...chosen} cell={matrix.cell(chosen.person.id, chosen.skill.id)} />}
    </>
  );
}

function Level({ cell, label, open }: { cell: Cell; label: string; open: () => void }) {
  const said = cell.level === undefined ? "nothing claimed" : cell.claims.map((one) => `${one.source} ${one.level}`).join(", ");
  return (
    <button type="button" className={css.cell} style={{ "--share": (cell.level ?? 0) / 5 } as CSSProperties} data-empty={cell.level === undefined || undefined} data-contested={cell.contested || undefined} onClick={open} aria-label={`${label}: ${said}`} title={said}>
      {cell.level ?? "·"}
      {(cell.contested || cell.wants) && (
        <small>
          {cell.contested && cell.claims.slice(1).map((one) => one.level).join("/")}
          {cell.wants && " ↑"}
        </small>
      )}
    </button>
  );
}

/** Every claim of one cell, each by whom; and the way to add one. */
function Detail({ person, skill, cell }: { person: RecordOf; skill: RecordOf; cell: Cell }) {
  return (
    <div style={{ maxWidth: 480, paddingTop: 24 }}>
      <Block title={`${person.title} · ${skill.title}`}>
        <ul className={css.detail}>
          {cell.claims.map((one) => (
            <li key={one.id}>
              <Link to={recordTo("skill_claim", one.id)}>
                {one.source} says {one.level}
                {one.goal > 0 && `, wants ${one.goal}`}
              </Link>
              <span className="quiet">{one.when && sayShort(one.when)}</span>
            </li>
          ))}
          <li>
            <Link to="/records/$kind/new" params={{ kind: "skill_claim" }} search={{ person: person.id, skill: skill.id, source: "self" }}>
              Add a claim
            </Link>
          </li>
        </ul>
      </Block>
    </div>
  );
}
