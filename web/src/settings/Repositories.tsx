import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { jobsQuery, someRecordsQuery } from "../api/queries";
import type { Job } from "../api/types";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { Bar, Block, Empty, Skeleton } from "../ui/bits";
import { buttonClass } from "../ui/Button";
import { JobRow } from "./Jobs";
import css from "./settings.module.css";

/** Where the evidence comes from, and how far its reading is. */
export function Repositories() {
  const { session } = useHere();
  const query = useQuery(someRecordsQuery("repository", { limit: 500 }));
  const jobs = useQuery(jobsQuery);
  const running = (jobs.data?.items ?? []).filter((job: Job) => job.state === "running" || job.state === "waiting");
  if (query.error) return <Trouble part error={query.error} retry={() => void query.refetch()} />;
  return (
    <div style={{ maxWidth: 760 }}>
      {session.demo && (
        <Block title="Your own repositories">
          <p>
            Demo and real data never share a folder. Stop this server and start it with a path: <code className={css.code}>plumbline serve --repo ~/src/ours</code>. People, areas, who knows what and the odds of the next changes follow from the history, in seconds, with nothing to fill in.
          </p>
        </Block>
      )}
      <Block title="Read here">
        {query.isPending && <Skeleton height={60} />}
        {query.data?.items.length === 0 && <Empty title="No repository is read yet.">Add a path on the server's machine, or start the server with --repo and a path.</Empty>}
        <ul className={css.rows}>
          {query.data?.items.map((one) => (
            <li key={one.id}>
              <Link to="/records/$kind/$id" params={{ kind: "repository", id: one.key || one.id }}>
                {one.title}
              </Link>
              <span className="quiet">{String(one.data["path"] ?? one.data["url"] ?? "")}</span>
            </li>
          ))}
        </ul>
      </Block>
      {running.length > 0 && (
        <Block title="Being read now">
          <ul>
            {running.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </Block>
      )}
      <Bar>
        <Link className={buttonClass()} to="/records/$kind/new" params={{ kind: "repository" }}>
          Add a repository
        </Link>
      </Bar>
    </div>
  );
}
