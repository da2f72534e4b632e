import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { someRecordsQuery } from "../api/queries";
import { Details } from "../records/Details";
import { useHere } from "../shell/session";
import { Trouble } from "../shell/states";
import { Block, Skeleton } from "../ui/bits";
import { buttonClass } from "../ui/Button";

/** Zone, currency, the length of a day: what every date and amount is counted with. */
export function Organisation() {
  const { kinds, session } = useHere();
  const kind = kinds.find((one) => one.kind === "organisation");
  const query = useQuery({ ...someRecordsQuery("organisation", { limit: 1 }), enabled: kind !== undefined });
  const record = query.data?.items[0];
  if (query.error) return <Trouble part error={query.error} retry={() => void query.refetch()} />;
  return (
    <div style={{ maxWidth: 640 }}>
      <Block title={session.organisation.name}>
        {kind && record ? <Details kind={kind} record={record} /> : <Skeleton height={160} />}
      </Block>
      {record?.may.includes("write") && (
        <Link className={buttonClass()} to="/records/$kind/$id" params={{ kind: "organisation", id: record.id }} search={{ edit: "1" }}>
          Edit
        </Link>
      )}
    </div>
  );
}
