import { Link } from "@tanstack/react-router";
import { memo, type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Named } from "../api/answers";
import { recordTo } from "../answers/Statement";
import { useKeys } from "../shell/keys";
import { Empty } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayShort } from "../ui/dates";
import { count } from "../ui/units";
import { type Band, box, type Edge, type Graph as Drawing, layOut, type Node } from "./graph";
import type { TaskRow } from "./read";
import css from "./graph.module.css";

interface Props {
  rows: TaskRow[];
  projects: Named[];
  chosen: string;
  choose: (id: string) => void;
}

/** What is seen of the drawing, in its own pixels. */
interface View {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Scrolling so far, in pixels, draws what comes into view; less draws nothing anew. */
const stride = 240;
const least = 0.2;
const most = 1.6;

/** Who waits for whom: the same tasks, left to right, the critical path marked. */
export function Graph({ rows, projects, chosen, choose }: Props) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [zoom, setZoom] = useState(1);
  const drawing = useMemo(() => layOut(rows, projects, folded), [rows, projects, folded]);
  const pane = useRef<HTMLDivElement>(null);
  const view = useView(pane, zoom);
  const fold = (ids: string[], on: boolean) => setFolded((old) => new Set(on ? [...old, ...ids] : [...old].filter((one) => !ids.includes(one))));
  const zoomBy = (by: number) => setZoom((old) => Math.min(most, Math.max(least, old * by)));
  const fit = () => setZoom(Math.min(1, Math.max(least, (pane.current?.clientWidth ?? drawing.width) / (drawing.width + 24))));
  const tasks = drawing.nodes.filter((node) => node.row);
  const at = tasks.findIndex((node) => node.id === chosen);
  const step = (by: number) => {
    const next = tasks[Math.max(0, Math.min(tasks.length - 1, at + by))];
    if (!next) return;
    choose(next.id);
    pane.current?.scrollTo({ left: next.x * zoom - 200, top: next.y * zoom - 160 });
  };
  useKeys([
    { keys: "j", label: "Next task", run: () => step(1) },
    { keys: "k", label: "Previous task", run: () => step(at < 0 ? 0 : -1) },
    { keys: "+", label: "Nearer", run: () => zoomBy(1.25) },
    { keys: "-", label: "Farther", run: () => zoomBy(0.8) },
    { keys: "0", label: "All of its width", run: fit },
  ]);
  if (!rows.length) return <Empty title="Nothing to draw.">No open task is in this part of the plan.</Empty>;
  const bands = drawing.bands.map((one) => one.id);
  const allFolded = bands.every((one) => folded.has(one));
  return (
    <>
      <div className={css.tools}>
        <span className="quiet">{count(rows.length, "task")} · from left to right: what waits for what · bold: critical</span>
        <span className={css.push} />
        {bands.length > 1 && (
          <Button tone="plain" onClick={() => fold(bands, !allFolded)}>
            {allFolded ? "Open all projects" : "Fold projects"}
          </Button>
        )}
        <Button tone="plain" onClick={fit} hint="0">
          Fit
        </Button>
        <Button tone="plain" onClick={() => zoomBy(0.8)} aria-label="Farther">
          −
        </Button>
        <Button tone="plain" onClick={() => zoomBy(1.25)} aria-label="Nearer">
          +
        </Button>
      </div>
      <div ref={pane} className={css.pane} tabIndex={0} role="region" aria-label="Dependency graph" onPointerDown={pan}>
        <div style={{ width: (drawing.width + 8) * zoom, height: drawing.height * zoom }}>
          <div className={css.sheet} style={{ width: drawing.width, height: drawing.height, transform: `scale(${zoom})` }}>
            <Picture drawing={drawing} view={view} chosen={chosen} choose={choose} fold={fold} />
          </div>
        </div>
      </div>
    </>
  );
}

/** Drags the drawing by its empty part. */
function pan(event: PointerEvent<HTMLDivElement>): void {
  if (event.button !== 0 || event.pointerType === "touch" || (event.target as HTMLElement).closest("a, button, [data-drop-task]")) return;
  const pane = event.currentTarget;
  const from = { x: event.clientX + pane.scrollLeft, y: event.clientY + pane.scrollTop };
  pane.setPointerCapture(event.pointerId);
  const moved = (next: globalThis.PointerEvent) => pane.scrollTo(from.x - next.clientX, from.y - next.clientY);
  const end = () => pane.removeEventListener("pointermove", moved);
  pane.addEventListener("pointermove", moved);
  pane.addEventListener("pointerup", end, { once: true });
  pane.addEventListener("pointercancel", end, { once: true });
}

/** The part of the drawing in view, rounded outwards, so that scrolling a little draws nothing. */
function useView(pane: React.RefObject<HTMLDivElement | null>, zoom: number): View {
  const [view, setView] = useState<View>({ left: 0, top: 0, right: 2400, bottom: 1200 });
  useLayoutEffect(() => {
    const node = pane.current;
    if (!node) return;
    const look = () => {
      const down = (value: number) => Math.floor(value / zoom / stride - 1) * stride;
      const up = (value: number) => Math.ceil(value / zoom / stride + 1) * stride;
      const next = { left: down(node.scrollLeft), top: down(node.scrollTop), right: up(node.scrollLeft + node.clientWidth), bottom: up(node.scrollTop + node.clientHeight) };
      setView((old) => (old.left === next.left && old.top === next.top && old.right === next.right && old.bottom === next.bottom ? old : next));
    };
    const watch = new ResizeObserver(look);
    watch.observe(node);
    node.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watch.disconnect();
      node.removeEventListener("scroll", look);
    };
  }, [pane, zoom]);
  return view;
}

const sees = (view: View, x1: number, y1: number, x2: number, y2: number): boolean => Math.min(x1, x2) < view.right && Math.max(x1, x2) > view.left && Math.min(y1, y2) < view.bottom && Math.max(y1, y2) > view.top;

interface PictureProps {
  drawing: Drawing;
  view: View;
  chosen: string;
  choose: (id: string) => void;
  fold: (ids: string[], on: boolean) => void;
}

const Picture = memo(function Picture({ drawing, view, chosen, choose, fold }: PictureProps) {
  const edges = drawing.edges.filter((one) => sees(view, one.x1, one.y1, one.x2, one.y2));
  const nodes = drawing.nodes.filter((one) => sees(view, one.x, one.y, one.x + box.width, one.y + box.height));
  return (
    <>
      <svg width={drawing.width} height={drawing.height} aria-hidden="true">
        <defs>
          {["plain", "critical"].map((name) => (
            <marker key={name} id={`tip-${name}`} viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" orient="auto">
              <path className={css.tip} data-critical={name === "critical" || undefined} d="M0 0L6 3L0 6z" />
            </marker>
          ))}
        </defs>
        {edges.map((one) => (
          <Line key={one.id} edge={one} lit={chosen !== "" && one.id.split(">").includes(chosen)} />
        ))}
      </svg>
      {drawing.bands.map((one) => (
        <BandHead key={one.id} band={one} fold={fold} />
      ))}
      {nodes.map((one) => (
        <Box key={one.id} node={one} chosen={one.id === chosen} choose={choose} />
      ))}
    </>
  );
});

const Line = ({ edge, lit }: { edge: Edge; lit: boolean }) => <path className={css.edge} data-critical={edge.critical || undefined} data-lit={lit || undefined} d={edge.path} markerEnd={`url(#tip-${edge.critical ? "critical" : "plain"})`} />;

function BandHead({ band, fold }: { band: Band; fold: PictureProps["fold"] }) {
  return (
    <div className={css.band} style={{ transform: `translateY(${band.y}px)` }}>
      <button type="button" onClick={() => fold([band.id], !band.folded)} aria-expanded={!band.folded}>
        {band.folded ? "▸" : "▾"} {band.title} <span className="unit">{count(band.count, "task")}</span>
      </button>
    </div>
  );
}

const Box = memo(function Box({ node, chosen, choose }: { node: Node; chosen: boolean; choose: (id: string) => void }) {
  const { row } = node;
  const place = { transform: `translate(${node.x}px, ${node.y}px)`, width: box.width, height: box.height };
  const link = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) link.current?.querySelector("a")?.focus({ preventScroll: true });
  }, [chosen]);
  if (!row) {
    return (
      <div className={css.box} data-critical={node.critical || undefined} style={place}>
        <strong>{count(node.count, "task")}</strong>
      </div>
    );
  }
  const who = row.task.people.map((person) => person.title.split(" ")[0]).join(" + ");
  return (
    <div ref={link} className={css.box} style={place} data-critical={row.critical || undefined} data-done={row.task.done || undefined} data-chosen={chosen || undefined} data-drop-task={row.task.id} onPointerDown={() => choose(row.id)}>
      <Link to={recordTo("task", row.task.key || row.id)} title={`${row.task.title}: ${sayShort(row.start)} to ${sayShort(row.finish)}${row.critical ? "; critical" : ""}`}>
        {row.task.title}
      </Link>
      <span>
        <span>{who || row.task.key}</span>
        <span>{sayShort(row.finish)}</span>
      </span>
    </div>
  );
});
