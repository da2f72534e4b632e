import type { Trend } from "../api/answers";
import { Said } from "../answers/Statement";
import { TrendLines } from "../guide/parts";
import { Block } from "../ui/bits";

/** How knowledge went over the last quarters: the truck factor, and areas on one person or nobody. */
export function TrendPart({ trends }: { trends: Trend[] }) {
  return trends.map((trend) => (
    <Block key={trend.repository} title={trends.length > 1 ? `Over time · ${trend.repository}` : "Over time"}>
      <p>
        <Said statement={trend.said} />
      </p>
      {trend.points.length > 1 && (
        <TrendLines
          days={trend.points.map((point) => point.day)}
          lines={[
            { label: "truck factor", colour: "var(--accent)", values: trend.points.map((point) => point.active) },
            { label: "on one person", colour: "#e69f00", values: trend.points.map((point) => point.single) },
            { label: "on nobody", colour: "#d55e00", values: trend.points.map((point) => point.nobody) },
          ]}
        />
      )}
    </Block>
  ));
}
