// What the pages ask the server, as TanStack queries. Keys begin with what a live
// event names ("records", kind …; "answer", question …), so that one event knows what to refetch.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Answer } from "./answers";
import { get, query } from "./client";
import type { FactDetail, Found, HistoryEntry, Job, Kind, Page, RecordOf, Session } from "./types";

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => get<Session>("/v1/session", signal),
  staleTime: 60_000,
});

export const schemaQuery = queryOptions({
  queryKey: ["schema"],
  queryFn: ({ signal }) => get<{ kinds: Kind[] }>("/v1/schema", signal),
  staleTime: Infinity,
});

export interface ListParams {
  q?: string;
  where?: string;
  sort?: string;
  limit?: number;
}

export const recordsQuery = (kind: string, params: ListParams = {}) =>
  infiniteQueryOptions({
    queryKey: ["records", kind, "list", params],
    queryFn: ({ pageParam, signal }) =>
      get<Page<RecordOf>>(`/v1/records/${kind}${query({ ...params, limit: params.limit ?? 500, cursor: pageParam })}`, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });

/** The first `limit` records of a kind, for pages that show a handful. */
export const someRecordsQuery = (kind: string, params: ListParams = {}) =>
  queryOptions({
    queryKey: ["records", kind, "some", params],
    queryFn: ({ signal }) => get<Page<RecordOf>>(`/v1/records/${kind}${query({ ...params, limit: params.limit ?? 200 })}`, signal),
  });

export const recordQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["records", kind, "one", id],
    queryFn: ({ signal }) => get<RecordOf>(`/v1/records/${kind}/${encodeURIComponent(id)}`, signal),
    enabled: id !== "",
  });

export const historyQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["records", kind, "history", id],
    queryFn: ({ signal }) => get<{ entries: HistoryEntry[] }>(`/v1/records/${kind}/${encodeURIComponent(id)}/history`, signal),
  });

export const searchQuery = (text: string, limit = 12) =>
  queryOptions({
    queryKey: ["search", text, limit],
    queryFn: ({ signal }) => get<Page<Found>>(`/v1/search${query({ q: text, limit })}`, signal),
    enabled: text.trim() !== "",
    staleTime: 10_000,
  });

export const answerQuery = <A extends Answer = Answer>(question: string, params: Record<string, string | number | undefined> = {}) =>
  queryOptions({
    queryKey: ["answer", question, params],
    queryFn: ({ signal }) => get<A>(`/v1/answers/${question}${query(params)}`, signal),
    staleTime: 30_000,
  });

export const factQuery = (address: string) =>
  queryOptions({
    queryKey: ["fact", address],
    queryFn: ({ signal }) => get<FactDetail>(`/v1/facts${query({ address })}`, signal),
    enabled: address !== "",
    staleTime: 300_000,
  });

export const jobsQuery = queryOptions({
  queryKey: ["jobs"],
  queryFn: ({ signal }) => get<{ items: Job[] }>("/v1/jobs", signal),
});
