import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/client";
import { jobsQuery } from "../api/queries";
import { sayFailure } from "../shell/toasts";
import { Button } from "../ui/Button";
import css from "./explain.module.css";

/** What a search has found so far, and how to stop it; the best plan found is kept. Nothing while none runs. */
export function JobLine({ name }: { name: string }) {
  const client = useQueryClient();
  const { data } = useQuery(jobsQuery);
  const job = data?.items.find((one) => one.name === name && (one.state === "running" || one.state === "waiting"));
  const stop = useMutation({
    mutationFn: (id: string) => call("POST", `/v1/jobs/${encodeURIComponent(id)}/stop`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
    onError: (error) => sayFailure(error, "Stopping"),
  });
  if (!job) return null;
  return (
    <p className={css.searching} role="status" aria-live="polite">
      <i aria-hidden="true" />
      {job.progress?.stage || job.title}
      {job.state === "running" && (
        <Button tone="plain" onClick={() => stop.mutate(job.id)} disabled={stop.isPending} aria-label={`Stop: ${job.title}`}>
          stop
        </Button>
      )}
    </p>
  );
}
