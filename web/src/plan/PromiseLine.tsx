import type { PlanMilestone } from "../api/answers";
import { sayShort } from "../ui/dates";
import { odds } from "../ui/units";
import type { Scale } from "./scale";
import css from "./plan.module.css";

/** The day promised (or wanted), with its odds; red under one half, with the number beside it. */
export function PromiseLine({ milestone, date, top, bottom, lower, scale }: { milestone: PlanMilestone; date: string; top: number; bottom: number; lower: number; scale: Scale }) {
  if (!date) return null;
  const x = scale.end(date);
  const late = milestone.odds !== undefined && milestone.odds < 0.5;
  // The words stand where they have room: after the line, before it, else as far left as the chart begins.
  const room = 170;
  const flip = x > scale.width - room;
  const at = !flip ? x + 6 : x > room ? x - 6 : 0;
  return (
    <>
      <line className={css.promise} x1={x} x2={x} y1={top} y2={bottom} />
      <text className={css.promiseWord} x={at} y={top + 10 + lower * 15} textAnchor={flip && at > 0 ? "end" : "start"}>
        {milestone.promised ? "promised" : "wanted"} {sayShort(date)}
        {milestone.odds !== undefined && (
          <>
            {" · "}
            <tspan fill={late ? "var(--bad)" : "var(--good)"} fontWeight={650}>
              {odds(milestone.odds)}
            </tspan>
          </>
        )}
      </text>
    </>
  );
}
