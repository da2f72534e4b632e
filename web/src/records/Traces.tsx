import { useQuery } from "@tanstack/react-query";
import { FactList } from "../answers/Facts";
import { Said } from "../answers/Statement";
import { answerQuery } from "../api/queries";
import type { Answer } from "../api/answers";
import type { Fact, RecordOf } from "../api/types";
import { Block } from "../ui/bits";

interface TracesAnswer extends Answer {
  state: "asserted" | "evidenced" | "contested";
  commits: Fact[];
  waiting: Fact[];
}

/** What in the repositories speaks for a task; each commit opens in the Why panel. */
export function Traces({ record }: { record: RecordOf }) {
  const { data } = useQuery(answerQuery<TracesAnswer>("traces", { task: record.id }));
  if (!data?.facts?.repositories) return null;
  return (
    <Block title={data.state === "contested" ? "Evidence: contested" : "Evidence"}>
      <p>
        <Said statement={data.headline} />
      </p>
      <FactList facts={[...data.waiting, ...data.commits]} />
    </Block>
  );
}
