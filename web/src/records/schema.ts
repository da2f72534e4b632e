// What the pages ask of a kind's schema.
import type { Data, Field, Kind, RecordOf, Value } from "../api/types";

const titleField: Field = { name: "title", label: "Title", type: "text", required: true };

/** The fields a form shows: the title (whether or not the schema lists it), what is needed, the rest, tags. */
export function formFields(kind: Kind): Field[] {
  const own = kind.fields.find((field) => field.name === "title");
  const rest = kind.fields.filter((field) => !["title", "links", "tags"].includes(field.name));
  const tags = kind.fields.filter((field) => field.name === "tags");
  return [own ?? titleField, ...rest.filter((field) => field.required), ...rest.filter((field) => !field.required), ...tags];
}

const wide = new Set(["prose", "object", "strings"]);

/** Fields that make a column: single values that fit a line. */
export const columnFields = (kind: Kind): Field[] => kind.fields.filter((field) => field.name !== "title" && !wide.has(field.type));

/** How many rows are looked at for which columns are worth their place. */
const sample = 50;

/** The columns shown when the address names none: the first five that say something in these rows. */
export function defaultColumns(kind: Kind, rows: readonly RecordOf[]): string[] {
  const fields = columnFields(kind).filter((field) => !field.restricted && field.type !== "bool");
  const seen = rows.slice(0, sample);
  const used = fields.filter((field) => seen.some(({ data }) => data[field.name] !== undefined && data[field.name] !== ""));
  return (seen.length ? used : fields.filter((field) => !field.list)).slice(0, 5).map((field) => field.name);
}

export const valueOf = (record: RecordOf, name: string): Value | undefined => (name === "title" ? record.title : record.data[name]);

/** The id inside a reference, which the server may give bare or with its title. */
export function refId(value: Value | undefined): string {
  if (typeof value === "string") return value;
  if (value && typeof value === "object" && !Array.isArray(value) && typeof value["id"] === "string") return value["id"];
  return "";
}

/** Kinds that the given fields refer to, objects and lists included. */
export function refKinds(fields: Field[]): string[] {
  const kinds = fields.flatMap((field) => [...(field.type === "ref" && field.ref ? [field.ref] : []), ...refKinds(field.fields ?? [])]);
  return [...new Set(kinds)];
}

/** What a new record starts with: what the address gives, and for what is needed the usual: the first choice, oneself. */
export function startData(fields: Field[], given: Record<string, string | undefined>, self = ""): Data {
  const data: Data = {};
  for (const field of fields) {
    const usual = !field.required || field.list ? undefined : field.type === "enum" ? field.enum?.[0]?.value : field.type === "ref" && field.ref === "person" ? self : undefined;
    const text = given[field.name] || usual;
    if (!text) continue;
    if (field.type === "int" || field.type === "number") data[field.name] = Number(text);
    else if (field.list || field.type === "strings") data[field.name] = [text];
    else if (field.type !== "object") data[field.name] = text;
  }
  return data;
}
