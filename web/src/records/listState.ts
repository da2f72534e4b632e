// The filter, order and columns of a list live in its address, so that a copied link
// shows the same rows.
import type { Kind } from "../api/types";
import type { ListParams } from "../api/queries";
import { columnFields } from "./schema";

export interface ListState {
  q: string;
  /** "field:value" or empty. */
  where: string;
  /** "field" or "-field" or empty. */
  sort: string;
  /** Empty where the address names none; the page then picks by what the rows hold. */
  columns: string[];
}

export function readList(kind: Kind, search: Record<string, string | undefined>): ListState {
  const possible = new Set(columnFields(kind).map((field) => field.name));
  const named = search["columns"]?.split(",").filter((name) => possible.has(name));
  return {
    q: search["q"] ?? "",
    where: search["where"] ?? "",
    sort: search["sort"] ?? "",
    columns: named ?? [],
  };
}

export const paramsOf = ({ q, where, sort }: ListState): ListParams => ({ ...(q && { q }), ...(where && { where }), ...(sort && { sort }) });

/** Pressing a column's head: up, then down, then as the server gives it. */
export function nextSort(sort: string, field: string): string {
  if (sort === field) return `-${field}`;
  return sort === `-${field}` ? "" : field;
}
