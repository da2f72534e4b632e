// The HTTP contract as the pages see it, written by hand and kept small. The types of
// the kinds themselves come from the server's schema at run time, so that a new kind
// needs no change here.

export type Role = "admin" | "lead" | "member";

export interface Ref {
  id: string;
  key: string;
  title: string;
}

/** A section that exists. The server lists what is built; the rest is absent, not empty. */
export interface Room {
  id: string;
  /** How many things wait for the viewer there, where the server knows it. */
  count?: number;
}

export interface Session {
  person: Ref | null;
  roles: Role[];
  organisation: { name: string; zone: string; currency: string; hours_per_day: number; today: string; people?: number };
  demo: boolean;
  as_of: string;
  version: string;
  rooms: (string | Room)[];
}

/** Work is text in records ("90m", "24-32-56h"), so are shares ("20%") and money ("85.00 EUR"). */
export type FieldType =
  | "text"
  | "prose"
  | "bool"
  | "int"
  | "number"
  | "enum"
  | "ref"
  | "date"
  | "instant"
  | "minutes"
  | "estimate"
  | "money"
  | "share"
  | "object"
  | "strings";

export interface Field {
  name: string;
  label: string;
  help?: string;
  type: FieldType;
  /** The kind a reference points to; empty means any kind. */
  ref?: string;
  enum?: { value: string; label: string }[] | null;
  required?: boolean;
  list?: boolean;
  /** The fields of an object, or of each object of a list. */
  fields?: Field[] | null;
  /** Only some may read it; presenting hides it. */
  restricted?: boolean | string;
}

export interface Kind {
  kind: string;
  plural: string;
  title: string;
  room: string;
  doc?: string;
  prefix?: string;
  /** There is exactly one record of it. */
  single?: boolean;
  /** "create", where the viewer's roles allow it; absent means the server did not say. */
  may?: string[];
  fields: Field[];
}

/** A value of a record's field: what JSON can hold, typed by the schema at run time. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value | undefined };
export type Data = { [name: string]: Value | undefined };

export interface Stamp {
  at: string;
  by: string;
  via: string;
}

export interface RecordOf {
  kind: string;
  id: string;
  key: string;
  version: number;
  title: string;
  data: Data;
  created: Stamp;
  updated: Stamp;
  may: string[];
}

export interface Page<T> {
  items: T[];
  next?: string;
}

export interface HistoryEntry {
  change_id: string;
  at: string;
  by: Ref | null;
  via: string;
  version: number;
  op: string;
  reason?: string;
  sentences: string[];
  undoable: boolean;
  why_not?: string;
}

export interface Change {
  kind: string;
  id?: string;
  key?: string;
  base_version?: number;
  op: "put" | "patch" | "delete";
  data?: Data;
}

export interface ChangeSet {
  change_id?: string;
  reason?: string;
  changes: Change[];
  preview?: boolean;
}

export interface Applied {
  change_id: string;
  applied: { kind: string; id: string; key: string; version: number }[];
  diff: { kind: string; id: string; key: string; title: string; op: string; fields: { field: string; before: Value; after: Value }[] }[];
}

export interface ConflictField {
  field: string;
  base: Value;
  yours: Value;
  theirs: Value;
}

export interface Problem {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  code?: string;
  hint?: string;
  problems?: { place?: string; field?: string; text: string; hint?: string }[];
  conflicts?: ConflictField[];
}

export interface Found {
  kind: string;
  id: string;
  key: string;
  title: string;
  why?: string;
}

export interface Job {
  id: string;
  name: string;
  title: string;
  state: "queued" | "waiting" | "running" | "done" | "failed" | "stopped" | string;
  progress?: { stage: string; done: number; total: number };
  created: string;
  started?: string;
  ended?: string;
  error?: string;
}

export interface Fact {
  address: string;
  label: string;
  when?: string;
}

export interface FactDetail {
  address: string;
  label: string;
  kind: string;
  when?: string;
  who?: string;
  lines: { label: string; text: string }[];
  links: { text: string; href: string }[];
}

export type SegmentAs = "record" | "person" | "area" | "path" | "date" | "range" | "probability" | "hours" | "money" | "count" | "fact";

export interface Segment {
  text: string;
  as?: SegmentAs | string;
  kind?: string;
  id?: string;
  key?: string;
  value?: Value;
  /** The address to open for "why?". */
  why?: string;
}

export type Level = "bad" | "warn" | "info" | "good";

export interface Statement {
  id: string;
  segments: Segment[];
  evidence?: Fact[];
  level?: Level;
}
