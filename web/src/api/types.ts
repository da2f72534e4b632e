// The HTTP contract as the pages see it: the server's own structs, as generated.ts writes
// them from Go. Fields of records stay open here: their types come from the server's schema at
// run time, so that a new kind needs no change.
import type * as wire from "./generated";

export type { Applied, Evidence as Fact, Entry as HistoryEntry, Fact as FactDetail, Found, Job, Ref, Segment, Session, Stamp, Statement } from "./generated";

/** A value of a record's field: what JSON can hold, typed by the schema at run time. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value | undefined };
export type Data = { [name: string]: Value | undefined };

export type RecordOf = Omit<wire.RecordOf, "data"> & { data: Data };
export type ConflictField = wire.Conflict;
export type Level = NonNullable<wire.Statement["level"]>;

/** What a field is, for the parts of a form that make one up: only its name, label and type are always known. */
export type Field = Pick<wire.Field, "name" | "label" | "type"> & Partial<Omit<wire.Field, "fields">> & { fields?: Field[] };
export type Kind = Omit<wire.Kind, "fields" | "single" | "may" | "private"> & Partial<Pick<wire.Kind, "single" | "may" | "private">> & { fields: Field[] };

export type Change = Omit<wire.Change, "data"> & { data?: Data };
export type ChangeSet = Omit<wire.ChangeSet, "changes"> & { changes: Change[] };

/** A page of anything; the last one names no next. */
export interface Page<T> {
  items: T[];
  next?: wire.Page["next"];
}

/** What went wrong, in the server's words; a server that cannot be reached has only a title. */
export type Problem = Pick<wire.Problem, "title" | "status"> & Partial<wire.Problem>;
