import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { TracesAnswer } from "../api/answers";
import { apply, undo } from "../api/edits";
import { FactList } from "../answers/Facts";
import { Said, WhyWord } from "../answers/Statement";
import { answerQuery } from "../api/queries";
import type { Data, RecordOf } from "../api/types";
import { say, sayFailure } from "../shell/toasts";
import { Bar, Block } from "../ui/bits";
import { Button } from "../ui/Button";

/** What in the repositories speaks for a task; each commit opens in the Why panel. */
export function Traces({ record }: { record: RecordOf }) {
  const { data } = useQuery(answerQuery<TracesAnswer>("traces", { task: record.id }));
  if (!data?.facts?.repositories) return null;
  return (
    <>
      <Block title={data.state === "contested" ? "Evidence: contested" : "Evidence"}>
        <p>
          <Said statement={data.headline} />
        </p>
        <FactList facts={[...data.waiting, ...data.commits]} />
      </Block>
      {data.maybe.length > 0 && <Maybe list={data.maybe} />}
    </>
  );
}

/** Commits that may belong to the task and do not say so; each is asked about once. */
function Maybe({ list }: { list: TracesAnswer["maybe"] }) {
  const client = useQueryClient();
  const answer = async (data: Record<string, unknown>, said: string) => {
    try {
      const done = await apply(client, { changes: [{ kind: "evidence_link", op: "put", data: data as Data }] });
      say({ text: said, level: "good", undo: () => undo(client, done.change_id) });
    } catch (error) {
      sayFailure(error, "Settling the evidence");
    }
  };
  return (
    <Block title="Part of this task?">
      <ul>
        {list.map((one) => (
          <li key={one.fact.address} style={{ padding: "8px 0" }}>
            {one.fact.label}
            <p className="quiet">
              <Said statement={one.reason} /> <WhyWord statement={one.reason} />
            </p>
            <Bar>
              <Button onClick={() => void answer(one.confirm, "It counts as evidence.")} aria-label={`Yes, ${one.fact.label} is part of it`}>
                Yes
              </Button>
              <Button tone="plain" onClick={() => void answer(one.refuse, "It is not shown again.")} aria-label={`No, ${one.fact.label} is not part of it`}>
                No
              </Button>
            </Bar>
          </li>
        ))}
      </ul>
    </Block>
  );
}
