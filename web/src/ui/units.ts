// Work in minutes, money in minor units, shares of one: read and written as people do.

/** "90m", "2h", "1.5d", "1h30m" or a bare number of hours → minutes; undefined when it is none of them. */
export function readMinutes(text: string, hoursPerDay: number): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed) * 60);
  const pieces = [...trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([mhdw])/g)];
  if (!pieces.length || pieces.map((piece) => piece[0]).join("").replace(/\s/g, "") !== trimmed.replace(/\s/g, "")) return undefined;
  const size: { [unit: string]: number } = { m: 1, h: 60, d: 60 * hoursPerDay, w: 300 * hoursPerDay };
  return Math.round(pieces.reduce((sum, piece) => sum + Number(piece[1]) * (size[piece[2] ?? "m"] ?? 1), 0));
}

/** The shortest exact form, as records hold it: 90 → "1.5h", 45 → "0.75h", 50 → "50m". */
export const writeMinutes = (minutes: number): string => (minutes % 15 === 0 ? `${minutes / 60}h` : `${minutes}m`);

/** A three-point estimate in minutes: low (P10), likely, high (P90). */
export interface Estimate {
  low: number;
  likely: number;
  high: number;
}

/** "24-32-56h" or a single amount; the unit after the last number holds for those without one. */
export function readEstimate(text: string, hoursPerDay: number): Estimate | undefined {
  const parts = text.trim().split(/\s*[-–]\s*/);
  const unit = /[mhdw]\s*$/i.exec(parts.at(-1) ?? "")?.[0] ?? "h";
  const values = parts.map((part) => readMinutes(/[mhdw]\s*$/i.test(part) ? part : part + unit, hoursPerDay));
  if (values.some((value) => value === undefined) || (values.length !== 1 && values.length !== 3)) return undefined;
  const [low, likely = low, high = low] = values as number[];
  if (low === undefined || likely === undefined || high === undefined || low > likely || likely > high) return undefined;
  return { low, likely, high };
}

export function writeEstimate({ low, likely, high }: Estimate): string {
  if (low === likely && likely === high) return writeMinutes(likely);
  const all = [low, likely, high];
  return all.every((minutes) => minutes % 15 === 0) ? `${all.map((minutes) => minutes / 60).join("-")}h` : `${all.join("-")}m`;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A probability as people may rely on it: never the certainty nobody has. As the server says it. */
export function odds(share: number): string {
  if (Number.isNaN(share)) return "unknown odds";
  if (share < 0.01) return "under 1 %";
  if (share > 0.99) return "over 99 %";
  return percent(share);
}

/** "1 person", "3 people". */
export const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/** An amount of minor units, rounded to whole ones: "€30,041". */
export function money(minor: number, currency: string): string {
  const digits = new Intl.NumberFormat("en-GB", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return new Intl.NumberFormat("en-GB", { style: "currency", currency, maximumFractionDigits: 0 }).format(minor / 10 ** digits);
}
