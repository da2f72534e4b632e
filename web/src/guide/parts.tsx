import { Link } from "@tanstack/react-router";
import type { Suggested } from "../api/answers";
import type { Statement } from "../api/types";
import { Said, WhyWord } from "../answers/Statement";
import { Name } from "../knowledge/Area";
import { nameOf } from "../knowledge/read";
import css from "./guide.module.css";

/** A statement with its "why?", in grey. */
export const Because = ({ of }: { of: Statement }) => (
  <span className="quiet">
    <Said statement={of} /> <WhyWord statement={of} />
  </span>
);

export const AreaLink = ({ name }: { name: string }) => (
  <Link to="/guide/knowledge" search={{ area: name }}>
    {name}
  </Link>
);

export const PathLink = ({ path }: { path: string }) => (
  <Link to="/guide/who" search={{ path }}>
    {path}
  </Link>
);

/** People suggested for one thing, each with the reason and, where it can be told, by when. */
export function People({ list }: { list: Suggested[] }) {
  return (
    <ul>
      {list.map((one) => (
        <li key={nameOf(one.person)}>
          <Name person={one.person} />{" "}
          <span className="quiet">
            · <Said statement={one.reason} /> <WhyWord statement={one.reason} />
            {one.soon && (
              <>
                {" · "}
                <Said statement={one.soon} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

export interface Line {
  label: string;
  colour: string;
  values: number[];
}

/** Counts over time as steps, each line with its name and its last value: no axis is needed for so few. */
export function TrendLines({ days, lines }: { days: string[]; lines: Line[] }) {
  const width = 300;
  const height = 84;
  const top = Math.max(1, ...lines.flatMap((line) => line.values));
  const x = (index: number) => (days.length < 2 ? 0 : (index / (days.length - 1)) * (width - 92));
  const y = (value: number) => height - 14 - (value / top) * (height - 24);
  const ends = lines.map((line) => y(line.values.at(-1) ?? 0));
  // Labels that would lie on each other are pushed apart, in the order of their lines.
  const order = ends.map((_, index) => index).toSorted((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  const at = [...ends];
  order.forEach((index, place) => {
    const before = order[place - 1];
    if (before !== undefined) at[index] = Math.max(at[index] ?? 0, (at[before] ?? 0) + 12);
  });
  const words = lines.map((line) => `${line.label}: ${line.values.at(0)} then, ${line.values.at(-1)} now`).join("; ");
  return (
    <svg className={css.trend} viewBox={`0 0 ${width} ${height + 8}`} role="img" aria-label={`From ${days[0]} to ${days.at(-1)}: ${words}`}>
      {lines.map((line, index) => (
        <g key={line.label}>
          <path d={line.values.map((value, n) => `${n ? `H${x(n)}V` : `M${x(n)},`}${y(value)}`).join("")} fill="none" stroke={line.colour} strokeWidth={2} />
          <text x={x(days.length - 1) + 8} y={(at[index] ?? 0) + 4}>
            {line.values.at(-1)} {line.label}
          </text>
        </g>
      ))}
      <text x={0} y={height + 4}>
        {days[0]?.slice(0, 7)}
      </text>
    </svg>
  );
}
