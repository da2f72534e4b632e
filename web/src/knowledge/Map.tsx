import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { count, percent } from "../ui/units";
import { type ColourBy, tints } from "./colour";
import { type AreaView, knownBy } from "./read";
import { treemap } from "./treemap";
import css from "./knowledge.module.css";

interface Props {
  areas: AreaView[];
  by: ColourBy;
  chosen: string;
  choose: (id: string) => void;
}

/** "Ana · 1 person", or who would be left while somebody is away. */
export function whoKnows(area: AreaView): string {
  const known = knownBy(area);
  const change = area.after !== undefined && area.after !== area.knowers;
  if (change) return `${area.knowers} → ${area.after} know it`;
  return known === 0 ? "nobody" : `${area.people[0]?.title ?? ""} · ${count(known, "person", "people")}`;
}

/** What a tile says below its name: by the lines of people who left, their part; else who knows it. */
function told(area: AreaView, by: ColourBy): string {
  if (by !== "left") return whoKnows(area);
  return area.gone_part === undefined ? "not known" : `${percent(area.gone_part)} by people who left`;
}

export function KnowledgeMap({ areas, by, chosen, choose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const look = () => setSize({ width: node.clientWidth, height: node.clientHeight });
    const watch = new ResizeObserver(look);
    watch.observe(node);
    look();
    return () => watch.disconnect();
  }, []);
  const { of, legend } = useMemo(() => tints(areas, by), [areas, by]);
  const rects = useMemo(() => treemap(areas.map((area) => area.lines), size.width, size.height), [areas, size]);
  return (
    <div>
      <div ref={box} className={css.map} role="group" aria-label="Areas by size">
        {areas.map((area, index) => {
          const rect = rects[index];
          if (!rect || rect.width < 3 || rect.height < 3) return null;
          const tint = of(area);
          const small = rect.width < 64 || rect.height < 40;
          return (
            <button
              key={area.id}
              type="button"
              className={css.tile}
              aria-pressed={area.id === chosen}
              aria-label={by === "left" ? `${area.name}: ${told(area, by)}` : `${area.name}: ${whoKnows(area)}, ${tint.label}`}
              title={`${area.name}: ${told(area, by)}`}
              data-lost={area.after === 0 && area.knowers > 0 ? true : undefined}
              data-small={small || undefined}
              style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height, backgroundColor: tint.fill, color: tint.ink }}
              onClick={() => choose(area.id)}
            >
              {rect.height > 20 && rect.width > 34 && <b>{area.name}</b>}
              {!small && <span>{told(area, by)}</span>}
            </button>
          );
        })}
      </div>
      <div className={css.legend}>
        {legend.map((tint) => (
          <span key={tint.label}>
            <i style={{ background: tint.fill }} />
            {tint.label}
          </span>
        ))}
        <span>size: lines of source</span>
      </div>
    </div>
  );
}
