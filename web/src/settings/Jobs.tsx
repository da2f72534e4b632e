import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/client";
import { jobsQuery } from "../api/queries";
import type { Job } from "../api/types";
import { Trouble } from "../shell/states";
import { sayFailure } from "../shell/toasts";
import { Block, Empty, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayInstant } from "../ui/dates";
import css from "./settings.module.css";

const isOpen = (job: Job): boolean => job.state === "running" || job.state === "waiting";

/** Long work: how far it is, and how to stop it. */
export function Jobs() {
  const query = useQuery({ ...jobsQuery, refetchInterval: (state) => (state.state.data?.items.some(isOpen) ? 2000 : false) });
  if (query.error) return <Trouble part error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton height={120} />;
  const open = query.data.items.filter(isOpen);
  const past = query.data.items.filter((job) => !isOpen(job));
  if (!query.data.items.length) return <Empty title="Nothing has run in the last week.">Reading repositories and planning run here, with their progress, and can be stopped.</Empty>;
  return (
    <div style={{ maxWidth: 760 }}>
      {open.length > 0 && (
        <Block title="Now">
          <ul>
            {open.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </Block>
      )}
      {past.length > 0 && (
        <Block title="Before">
          <ul>
            {past.slice(0, 50).map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </Block>
      )}
    </div>
  );
}

export function JobRow({ job }: { job: Job }) {
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => call("POST", `/v1/jobs/${encodeURIComponent(job.id)}/stop`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
    onError: (error) => sayFailure(error, "Stopping"),
  });
  const { stage = "", done = 0, total = 0 } = job.progress ?? {};
  const share = total > 0 ? Math.min(1, done / total) : undefined;
  return (
    <li className={css.job}>
      <span>
        {job.title || job.name}
        {job.error && <span className="bad"> {job.error}</span>}
      </span>
      <span className="quiet">{isOpen(job) ? [stage, total > 0 && `${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`].filter(Boolean).join(", ") || job.state : `${job.state}, ${sayInstant(job.ended ?? job.created)}`}</span>
      {isOpen(job) && (
        <>
          <progress value={share} max={1} aria-label={`Progress of ${job.title || job.name}`} />
          <Button onClick={() => stop.mutate()} disabled={stop.isPending} aria-label={`Stop: ${job.title || job.name}`}>
            Stop
          </Button>
        </>
      )}
    </li>
  );
}
