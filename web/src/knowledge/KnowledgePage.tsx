import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Answer, AwayAnswer, KnowledgeAnswer } from "../api/answers";
import { answerQuery } from "../api/queries";
import { AnswerPage } from "../answers/AnswerPage";
import { useKeys } from "../shell/keys";
import { useHere } from "../shell/session";
import { Block, Empty } from "../ui/bits";
import { addDays } from "../ui/dates";
import { Absence } from "./Absence";
import { AreaDetail } from "./Area";
import { TrendPart } from "./TrendPart";
import { AreaTable } from "./AreaTable";
import type { ColourBy } from "./colour";
import { KnowledgeMap, whoKnows } from "./Map";
import { areasOf, type AreaView, knowersOf, unknownLines } from "./read";
import css from "./knowledge.module.css";

/** Who knows what, and what would be left while somebody is away. */
export function KnowledgePage() {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const { today } = useHere();
  const { who = "", from = addDays(today, 7), to = addDays(today, 49), area: chosen = "", repository = "" } = search;
  const by = (search["colour"] ?? "people") as ColourBy;
  const view = search["view"] ?? "map";
  const change = (next: Record<string, string>) => void navigate({ to: ".", search: (old: object) => ({ ...old, ...next }), replace: true } as never);
  const plain = useQuery(answerQuery<KnowledgeAnswer>("knowledge"));
  const away = useQuery({ ...answerQuery<AwayAnswer>("away", { person: who, from, to }), enabled: who !== "", placeholderData: keepPreviousData });
  const people = useMemo(() => knowersOf(plain.data?.areas ?? []), [plain.data]);
  const repositories = useMemo(() => [...new Set((plain.data?.areas ?? []).map((area) => area.repository))], [plain.data]);
  useKeys([
    { keys: "v", label: "Map or table", run: () => change({ view: view === "map" ? "table" : "map" }) },
    { keys: "Escape", label: "Back to all areas", run: () => change(chosen ? { area: "" } : { who: "" }) },
  ]);
  const tools = (
    <div className={css.tools}>
      <Pick label="Away" value={who} options={[["", "nobody"], ...people]} onChange={(value) => change({ who: value })} />
      {who && <Dates from={from} to={to} change={change} />}
      <Pick label="Colour" value={by} options={[["people", "people who know it"], ["age", "last change"], ["person", "best knower"], ["left", "people who left"]]} onChange={(colour) => change({ colour })} />
      {repositories.length > 1 && <Pick label="Repository" value={repository} options={[["", "all"], ...repositories.map((one): [string, string] => [one, one])]} onChange={(value) => change({ repository: value })} />}
      <Pick label="As" value={view} options={[["map", "map"], ["table", "table"]]} onChange={(value) => change({ view: value })} />
    </div>
  );
  return (
    <AnswerPage query={(who ? away : plain) as UseQueryResult<Answer>} tools={tools}>
      {() => {
        const areas = areasOf(plain.data, who ? away.data : undefined).filter((area) => !repository || area.repository === repository);
        const area = areas.find((one) => one.id === chosen || one.name === chosen);
        if (!areas.length) return <NoAreas />;
        const choose = (id: string) => change({ area: id === area?.id ? "" : id });
        return (
          <div className={css.page} data-chosen={area ? true : undefined}>
            {view === "table" ? <AreaTable areas={areas} choose={choose} /> : <KnowledgeMap areas={areas} by={by} chosen={area?.id ?? ""} choose={choose} />}
            <aside>
              {area && <AreaDetail area={area} unknown={unknownLines(plain.data, area)} close={() => change({ area: "" })} away={(name) => change({ who: name })} />}
              {!area && (who && away.data ? (
                  <Absence answer={away.data} choose={choose} />
                ) : (
                  <>
                    <TrendPart trends={(plain.data?.trend ?? []).filter((one) => !repository || one.repository === repository)} />
                    <Thin areas={areas} choose={choose} />
                  </>
                ))}
            </aside>
          </div>
        );
      }}
    </AnswerPage>
  );
}

const NoAreas = () => (
  <Empty title="There is no code to map yet.">Add a repository under Settings, or start the server with --repo and a path; the map comes from its history in seconds.</Empty>
);

export function Pick({ label, value, options, onChange }: { label: string; value: string; options: [string, string][]; onChange: (value: string) => void }) {
  return (
    <label className={css.pick}>
      <span>{label}:</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
        {value && !options.some(([name]) => name === value) && <option value={value}>{value}</option>}
      </select>
    </label>
  );
}

function Dates({ from, to, change }: { from: string; to: string; change: (next: Record<string, string>) => void }) {
  return (
    <>
      <label className={css.pick}>
        <span>from</span>
        <input type="date" value={from} onChange={(event) => event.target.value && change({ from: event.target.value, to: event.target.value > to ? addDays(event.target.value, 13) : to })} />
      </label>
      <label className={css.pick}>
        <span>to</span>
        <input type="date" value={to} min={from} onChange={(event) => event.target.value >= from && change({ to: event.target.value })} />
      </label>
    </>
  );
}

/** The areas that hang on one person or on nobody: where a second would help. */
function Thin({ areas, choose }: { areas: AreaView[]; choose: (id: string) => void }) {
  const thin = areas.filter((area) => area.knowers < 2).toSorted((a, b) => a.knowers - b.knowers || b.lines - a.lines);
  if (!thin.length) return null;
  return (
    <Block title="Known by one or nobody">
      <AreaRows areas={thin.slice(0, 8)} choose={choose} />
    </Block>
  );
}

function AreaRows({ areas, choose }: { areas: AreaView[]; choose: (id: string) => void }) {
  return (
    <table className={css.table}>
      <tbody>
        {areas.map((area) => (
          <tr key={area.id}>
            <td>
              <button type="button" onClick={() => choose(area.id)}>
                {area.name}
              </button>
            </td>
            <td className="quiet">{whoKnows(area)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
