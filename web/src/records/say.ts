// A field's value as one line of text: for cells, exports and conflicts.
import type { Field, Value } from "../api/types";
import { sayInstant, sayShort } from "../ui/dates";
import { refId } from "./schema";

export interface Words {
  currency: string;
  today: string;
  /** The title of a record by its id. */
  name: (kind: string, id: string) => string;
}

export function say(field: Field, value: Value | undefined, words: Words): string {
  if (value === undefined || value === null || value === "") return "";
  if (Array.isArray(value)) return value.map((one) => say({ ...field, list: false }, one, words)).join(field.type === "object" ? "; " : ", ");
  switch (field.type) {
    case "bool":
      return value ? "yes" : "no";
    case "enum":
      return field.enum?.find((one) => one.value === value)?.label ?? String(value);
    case "ref":
      return words.name(field.ref ?? "", refId(value)) || titleIn(value) || refId(value);
    case "date":
      return sayShort(String(value), words.today);
    case "instant":
      return sayInstant(String(value));
    case "share":
      return String(value).replace("%", " %");
    case "money":
      return String(value).replace(/\.00 /, " ");
    default:
      return typeof value === "object" ? sayObject(field, value, words) : String(value);
  }
}

const titleIn = (value: Value): string => (typeof value === "object" && value && !Array.isArray(value) && typeof value["title"] === "string" ? value["title"] : "");

function sayObject(field: Field, value: { [name: string]: Value | undefined }, words: Words): string {
  const fields = field.fields ?? Object.keys(value).map((name): Field => ({ name, label: name, type: "text" }));
  return fields
    .map((one) => say(one, value[one.name], words))
    .filter(Boolean)
    .join(" · ");
}

/** How a value sorts: numbers by size, all else by what is read, empty last. */
export function compare(a: Value | undefined, b: Value | undefined): number {
  const none = (value: Value | undefined) => value === undefined || value === null || value === "";
  if (none(a) || none(b)) return Number(none(a)) - Number(none(b));
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true });
}
