import { type MouseEvent, useLayoutEffect, useRef, useState } from "react";
import type { TradeoffsAnswer } from "../api/tradeoffs";
import { textOf } from "../answers/Statement";
import { dateOf, dayNumber, sayShort } from "../ui/dates";
import { apart, hours, type Spot, spots, steps, viridis } from "./read";
import css from "./tradeoffs.module.css";

const height = 330;
const left = 52;
const right = 22;
const top = 18;
const bottom = 38;
const reach = 18;

interface Props {
  answer: TradeoffsAnswer;
  mark: number;
  zone: string;
  chosen: string;
  choose: (id: string) => void;
}

/** Every plan as a point: finish against work, colour by hours toward goals, size by what two people know. */
export function Scatter({ answer, mark, chosen, choose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(430);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const watch = new ResizeObserver(() => setWidth(Math.max(280, node.clientWidth)));
    watch.observe(node);
    return () => watch.disconnect();
  }, []);
  const all = spots(answer, mark);
  const by = answer.marks[mark]?.by;
  const due = by ? dayNumber(by) + 1 : undefined;
  const days = [...all.map((spot) => spot.x), ...(due === undefined ? [] : [due])];
  const [first, last] = widened(Math.min(...days), Math.max(...days), 4);
  const [low, high] = widened(Math.min(...all.map((spot) => spot.y)), Math.max(...all.map((spot) => spot.y)), 12);
  const x = (day: number) => left + ((day - first) / (last - first)) * (width - left - right);
  const y = (work: number) => height - bottom - ((work - low) / (high - low)) * (height - top - bottom);
  const named = all.filter((spot) => spot.named);
  const tops = apart(named.map((spot) => y(spot.y) - 8), 15);
  // Beside the points the nearest within a finger's reach is meant: where they crowd, their reaches overlap.
  const press = (event: MouseEvent<SVGGElement>) => {
    const frame = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (!frame) return;
    const far = (spot: Spot) => Math.hypot(x(spot.x) - (event.clientX - frame.left), y(spot.y) - (event.clientY - frame.top));
    const near = all.toSorted((a, b) => far(a) - far(b))[0];
    if (near && far(near) <= reach) choose(near.plan.id);
  };
  const ordered = all.toSorted((a, b) => Number(a.named) - Number(b.named) || Number(a.plan.id === chosen) - Number(b.plan.id === chosen));
  return (
    <div ref={box} className={css.scatter}>
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Plans as points: finish against work">
        {steps(low, high, 4).map((work) => (
          <g key={work}>
            <line className={css.grid} x1={left} x2={width - right} y1={y(work)} y2={y(work)} />
            <text className={css.axis} x={left - 8} y={y(work) + 4} textAnchor="end">
              {hours(work * 60)}
            </text>
          </g>
        ))}
        {dayTicks(first, last, width).map((day) => (
          <g key={day}>
            <line className={css.grid} x1={x(day)} x2={x(day)} y1={top} y2={height - bottom} />
            <text className={css.axis} x={x(day)} y={height - bottom + 16} textAnchor="middle">
              {sayShort(dateOf(day))}
            </text>
          </g>
        ))}
        <text className={css.axis} x={left - 8} y={10} textAnchor="end">
          work
        </text>
        <text className={css.axis} x={width - right} y={height - 4} textAnchor="end">
          finish, 80 % sure →
        </text>
        {due !== undefined && (
          <g>
            <line className={css.due} x1={x(due)} x2={x(due)} y1={top} y2={height - bottom} />
            <text className={css.dueWord} x={x(due) + (x(due) > width - 90 ? -5 : 5)} y={top + 8} textAnchor={x(due) > width - 90 ? "end" : "start"}>
              {answer.marks[mark]?.promised ? "promised" : "wanted"}
            </text>
          </g>
        )}
        <g onClick={press}>
          <rect width={width} height={height} fill="transparent" />
        </g>
        {ordered.map((spot) => (
          <g key={spot.plan.id} className={css.spot} data-plan={spot.plan.id} data-chosen={spot.plan.id === chosen || undefined} onClick={() => choose(spot.plan.id)}>
            <title>{`${textOf(spot.plan.title)}: ${sayShort(dateOf(Math.floor(spot.x)))}, ${hours(spot.plan.work)}, ${hours(spot.plan.growth)} toward goals, ${spot.plan.singles} known by one person`}</title>
            {(spot.named || spot.plan.id === chosen) && <circle className={css.ring} cx={x(spot.x)} cy={y(spot.y)} r={spot.size + 4.5} />}
            <circle cx={x(spot.x)} cy={y(spot.y)} r={spot.size} fill={viridis(spot.growth)} className={css.point} />
          </g>
        ))}
        {named.map((spot, index) => {
          const end = x(spot.x) > width - 110;
          return (
            <text key={spot.plan.id} className={css.name} data-chosen={spot.plan.id === chosen || undefined} x={x(spot.x) + (end ? -1 : 1) * (spot.size + 8)} y={tops[index]} textAnchor={end ? "end" : "start"}>
              {textOf(spot.plan.title)}
            </text>
          );
        })}
      </svg>
      <p className={css.key}>
        colour: hours toward goals <i style={{ background: `linear-gradient(90deg, ${[0, 0.25, 0.5, 0.75, 1].map(viridis).join(", ")})` }} /> 0 to {hours(Math.max(...all.map((spot) => spot.plan.growth)))} · larger: more is known by two
      </p>
    </div>
  );
}

/** A range with room at its ends, at least as wide as asked. */
function widened(from: number, to: number, least: number): [number, number] {
  const room = Math.max((to - from) * 0.1, (least - (to - from)) / 2, 0.5);
  return [from - room, to + room];
}

function dayTicks(first: number, last: number, width: number): number[] {
  const step = Math.max(1, Math.ceil(((last - first) * 62) / width));
  const out: number[] = [];
  for (let day = Math.ceil(first); day <= last; day += step) out.push(day);
  return out;
}
