import { useQuery } from "@tanstack/react-query";
import { Failure } from "../api/client";
import { answerQuery } from "../api/queries";
import type { ReasonsAnswer } from "../api/tradeoffs";
import type { Statement } from "../api/types";
import { Said, textOf } from "../answers/Statement";
import { Block, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import css from "./explain.module.css";

// While the plan is being made again the server refuses (409), and is asked again.
const reasonsQuery = (task: string, version: string | number) => ({
  ...answerQuery<ReasonsAnswer>("reasons", { task }),
  queryKey: ["answer", "reasons", { task, version }],
  retry: (tries: number, error: Error) => error instanceof Failure && error.status === 409 && tries < 60,
  retryDelay: 1000,
  enabled: task !== "",
});

/** Why a task lies where it does and with these people, and what the next two would cost. `version` changes with the plan. */
export function Explain({ task, version, title }: { task: string; version: string | number; title: string }) {
  const { data, error } = useQuery(reasonsQuery(task, version));
  // A task that is not in the plan has no reasons.
  if (error instanceof Failure) return error.status === 404 ? null : <p className="quiet">{error.message}</p>;
  return (
    <Block title={title}>
      {!data && <Skeleton height={72} />}
      {data && (
        <>
          <p>
            <Said statement={data.start} />
          </p>
          {data.seats.map((seat, index) => (
            <div key={index} className={css.seat}>
              <p>
                <Said statement={seat.reason} />
                {seat.mentor && <span className="quiet"> {seat.mentor.title} helps.</span>}
              </p>
              {seat.next.length > 0 && (
                <dl className={css.others}>
                  {seat.next.map((other) => (
                    <div key={other.person.id ?? other.person.title}>
                      <dt>
                        {other.person.title} instead{other.stretch && <span className="quiet">, one level short</span>}
                      </dt>
                      <dd>
                        <Joined list={other.costs} />
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </div>
          ))}
        </>
      )}
    </Block>
  );
}

const Joined = ({ list }: { list: Statement[] }) =>
  list.map((one, index) => (
    <span key={textOf(one)}>
      {index > 0 && " · "}
      <Said statement={one} />
    </span>
  ));

/** The same beside the chosen bar of the plan, with a way to close it. */
export function ExplainChosen({ task, version, title, close }: { task: string; version: string | number; title: string; close: () => void }) {
  if (!task) return null;
  return (
    <aside className={css.panel} aria-label={`Why ${title} lies there`}>
      <Explain task={task} version={version} title={`Why ${title} lies there`} />
      <Button tone="plain" hint="Esc" onClick={close}>
        Close
      </Button>
    </aside>
  );
}
