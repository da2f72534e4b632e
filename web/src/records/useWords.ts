import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { someRecordsQuery } from "../api/queries";
import type { Field } from "../api/types";
import { useHere } from "../shell/session";
import type { Words } from "./say";
import { refKinds } from "./schema";

/** Titles are resolved from the first records of each kind referred to; beyond that the id shows. */
const enough = 500;

/** What it takes to say the values of these fields: names behind ids, the currency, the day. */
export function useWords(fields: Field[]): Words {
  const { session, kinds, today } = useHere();
  const wanted = refKinds(fields).filter((kind) => kinds.some((one) => one.kind === kind));
  const names = useQueries({
    queries: wanted.map((kind) => someRecordsQuery(kind, { limit: enough })),
    combine: (results) => {
      const map = new Map<string, string>();
      for (const result of results) for (const record of result.data?.items ?? []) map.set(record.id, record.title);
      return map;
    },
  });
  return useMemo(
    () => ({ currency: session.organisation.currency, today, name: (_kind: string, id: string) => names.get(id) ?? "" }),
    [session, today, names],
  );
}
