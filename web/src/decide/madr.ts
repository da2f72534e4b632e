// A decision as a MADR file (Markdown Architectural Decision Records 4.0), for the
// repository it belongs to. The server reads and writes the same form from the terminal.
import type { RecordOf, Value } from "../api/types";
import { decisionOf, type Option } from "./read";

const text = (value: Value | undefined): string => (typeof value === "string" ? value.trim() : "");
const texts = (value: Value | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

const section = (title: string, body: string): string[] => (body ? ["", `## ${title}`, "", body] : []);

/** A YAML scalar that stays the text it is. */
const quoted = (value: string): string => (/^[\w .@/-]+$/.test(value) && !/^[\d.-]+$/.test(value) ? value : JSON.stringify(value));

function front(record: RecordOf, name: (id: string) => string): string[] {
  const people = (field: string) => texts(record.data[field]).map(name).join(", ");
  const fields: [string, string][] = [
    ["status", text(record.data["status"])],
    ["date", text(record.data["date"])],
    ["decision-makers", people("deciders")],
    ["consulted", people("consulted")],
    ["informed", people("informed")],
  ];
  return ["---", ...fields.filter(([, value]) => value).map(([key, value]) => `${key}: ${/^\d{4}-\d\d-\d\d$/.test(value) ? value : quoted(value)}`), "---", ""];
}

function pros(option: Option): string {
  const lines = [
    ...(option.pros ?? []).map((one) => `* Good, because ${one}`),
    ...(option.neutral ?? []).map((one) => `* Neutral, because ${one}`),
    ...(option.cons ?? []).map((one) => `* Bad, because ${one}`),
    ...option.scores.map((one) => `* ${one.criterion}: ${one.value} of 10${one.why ? `, because ${one.why}` : ""}`),
  ];
  return [`### ${option.name}`, ...(option.text ? ["", option.text] : []), ...(lines.length ? ["", ...lines] : [])].join("\n");
}

export function madr(record: RecordOf, name: (id: string) => string): string {
  const { criteria, options, outcome } = decisionOf(record);
  const drivers = [...texts(record.data["drivers"]).map((one) => `* ${one}`), ...criteria.map((one) => `* ${one.name}, weight ${one.weight}`)];
  const why = text(record.data["why"]);
  const chosen = outcome ? `Chosen option: "${outcome}"${why ? `, because ${why}` : "."}` : "";
  const consequences = text(record.data["consequences"]);
  const confirmation = text(record.data["confirmation"]);
  return [
    ...front(record, name),
    `# ${record.title}`,
    ...section("Context and Problem Statement", text(record.data["context"])),
    ...section("Decision Drivers", drivers.join("\n")),
    ...section("Considered Options", options.map((one) => `* ${one.name}`).join("\n")),
    ...section("Decision Outcome", [chosen, ...(consequences ? ["### Consequences", consequences] : []), ...(confirmation ? ["### Confirmation", confirmation] : [])].filter(Boolean).join("\n\n")),
    ...section("Pros and Cons of the Options", options.map(pros).join("\n\n")),
    "",
  ].join("\n");
}
