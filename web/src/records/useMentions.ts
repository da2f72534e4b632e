import { queryOptions, useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { Mention, HTML } from "../api/generated";
import { call } from "../api/client";
import { mentions } from "./mention";

/** What a text names, as far as the reader may see it: the server looks. */
export const mentionsQuery = (source: string) =>
  queryOptions({
    queryKey: ["search", "mentions", source],
    queryFn: ({ signal }) => call<HTML>("POST", "/v1/prose", { text: source }, signal),
    enabled: source.search(mentions) >= 0,
    staleTime: 60_000,
  });

/** The records behind the mentions of a text, by how they stand in it. */
export function useMentions(source: string): ReadonlyMap<string, Mention> {
  const { data } = useQuery(mentionsQuery(source));
  return new Map((data?.links ?? []).map((link) => [link.text, link]));
}

const MentionContext = createContext<ReadonlyMap<string, Mention>>(new Map());
export const Mentions = MentionContext.Provider;
export const useMention = (text: string): Mention | undefined => useContext(MentionContext).get(text);
