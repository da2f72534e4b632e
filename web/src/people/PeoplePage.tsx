import { useQuery } from "@tanstack/react-query";
import type { AboutPairs } from "../api/answers";
import { answerQuery } from "../api/queries";
import { WithWhy } from "../answers/AnswerPage";
import { Empty } from "../ui/bits";
import { RecordList } from "../records/ListPage";
import { useHere } from "../shell/session";
import { NamePairs } from "./NamePairs";

/** Everybody, by name; nothing here orders people by an amount. */
export function PeoplePage() {
  const kind = useHere().kinds.find((one) => one.kind === "person");
  const { data } = useQuery(answerQuery<AboutPairs>("identities"));
  if (!kind) return <Empty title="People are not kept here." />;
  return (
    <WithWhy>
      <RecordList kind={kind} />
      <NamePairs pairs={data?.items} />
    </WithWhy>
  );
}
