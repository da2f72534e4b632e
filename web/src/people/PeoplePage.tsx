import { Empty } from "../ui/bits";
import { RecordList } from "../records/ListPage";
import { useHere } from "../shell/session";

/** Everybody, by name; nothing here orders people by an amount. */
export function PeoplePage() {
  const kind = useHere().kinds.find((one) => one.kind === "person");
  if (!kind) return <Empty title="People are not kept here." />;
  return <RecordList kind={kind} />;
}
