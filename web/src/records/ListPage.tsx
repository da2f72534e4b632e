import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { recordsQuery } from "../api/queries";
import type { Kind } from "../api/types";
import { recordTo } from "../answers/Statement";
import { Hidden } from "../pair/Hidden";
import { useKeys } from "../shell/keys";
import { usePresenting } from "../shell/presenting";
import { capital } from "../shell/rooms";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { Empty, Head, PageSkeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { count } from "../ui/units";
import { ListTools } from "./ListTools";
import { paramsOf, readList } from "./listState";
import { columnFields, defaultColumns } from "./schema";
import { Table } from "./Table";
import { useWords } from "./useWords";

export function ListPage() {
  const { kind: name } = useParams({ strict: false }) as { kind: string };
  const kind = useHere().kinds.find((one) => one.kind === name);
  if (!kind) return <Empty title="There is no such kind of record.">It may belong to a newer version of Plumbline.</Empty>;
  const list = <RecordList key={name} kind={kind} />;
  return kind.private ? <Hidden>{list}</Hidden> : list;
}

/** Every record of a kind: filter, order and columns in the address, drawn row by row as it scrolls. */
export function RecordList({ kind, title }: { kind: Kind; title?: string }) {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const hidden = usePresenting();
  const named = useMemo(() => readList(kind, search), [kind, search]);
  const query = useInfiniteQuery({ ...recordsQuery(kind.kind, paramsOf(named)), placeholderData: keepPreviousData });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const state = useMemo(() => (named.columns.length ? named : { ...named, columns: defaultColumns(kind, rows) }), [named, kind, rows]);
  const fields = useMemo(
    () => columnFields(kind).filter((field) => state.columns.includes(field.name) && !(hidden && (field.restricted || field.type === "money"))),
    [kind, state, hidden],
  );
  const words = useWords(fields);
  const [chosen, setChosen] = useState(-1);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const change = (next: Partial<Record<string, string>>) =>
    void navigate({ to: ".", search: (old: Record<string, string | undefined>) => ({ ...old, ...next }), replace: true } as never);
  const create = () => void navigate({ to: "/records/$kind/new", params: { kind: kind.kind } });
  const move = (by: number) => setChosen((at) => Math.max(0, Math.min(rows.length - 1, at + by)));
  const row = rows[chosen];
  const toggle = (id: string) => setSelected((old) => new Set(old.has(id) ? [...old].filter((one) => one !== id) : [...old, id]));
  useKeys([
    { keys: "j", label: "Next", run: () => move(1) },
    { keys: "k", label: "Previous", run: () => move(-1) },
    { keys: "Enter", label: "Open", run: () => row && void navigate({ to: recordTo(kind.kind, row.key || row.id) }) },
    { keys: "x", label: "Select", run: () => row && toggle(row.id) },
    { keys: "e", label: "Edit", run: () => row && void navigate({ to: "/records/$kind/$id", params: { kind: kind.kind, id: row.key || row.id }, search: { edit: "1" } }) },
    { keys: "c", label: `New ${kind.title.toLowerCase()}`, run: create },
  ]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const filtered = state.q !== "" || state.where !== "";
  return (
    <>
      <Head title={title ?? capital(kind.plural)} under={query.data ? `${count(rows.length, kind.title.toLowerCase(), kind.plural.toLowerCase())}${hasNextPage ? " so far" : ""}${filtered ? " match" : ""}` : " "} />
      <ListTools kind={kind} state={state} change={change} create={create} rows={rows} fields={fields} words={words} selected={selected} clear={() => setSelected(new Set())} />
      {query.error && !query.data && <Trouble part error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <PageSkeleton rows={8} />}
      {query.data && rows.length === 0 && (
        <Empty title={filtered ? "Nothing matches this filter." : `There are no ${kind.plural.toLowerCase()} yet.`} action={filtered ? <Button onClick={() => change({ q: "", where: "" })}>Clear the filter</Button> : <Button tone="strong" hint="c" onClick={create}>New {kind.title.toLowerCase()}</Button>}>
          {!filtered && kind.doc}
        </Empty>
      )}
      {rows.length > 0 && (
        <Table kind={kind} rows={rows} fields={fields} words={words} sort={state.sort} onSort={(sort) => change({ sort })} chosen={chosen} selected={selected} toggle={toggle} atEnd={() => hasNextPage && !isFetchingNextPage && void fetchNextPage()} />
      )}
    </>
  );
}
