import { useQuery } from "@tanstack/react-query";
import type { PlanPreview } from "../api/answers";
import { call } from "../api/client";
import type { ChangeSet } from "../api/types";

/** The plan under a change after a longer search: asked for once the first one, which came at once, is shown. */
export function useBetter(set: ChangeSet | undefined, first: PlanPreview | undefined): PlanPreview | undefined {
  const changes = set?.changes;
  const { data } = useQuery({
    queryKey: ["better", changes],
    queryFn: () => call<PlanPreview>("POST", "/v1/plan/preview?better=1", { changes }),
    enabled: changes !== undefined && first !== undefined,
    retry: false,
    gcTime: 0,
  });
  return changes && first ? data : undefined;
}
