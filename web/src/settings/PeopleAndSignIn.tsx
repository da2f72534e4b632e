import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { call } from "../api/client";
import { someRecordsQuery } from "../api/queries";
import type { RecordOf } from "../api/types";
import { refId } from "../records/schema";
import { useHere } from "../shell/session";
import { sayFailure } from "../shell/toasts";
import { Bar, Block, Empty, Skeleton } from "../ui/bits";
import { Button, buttonClass } from "../ui/Button";
import { count } from "../ui/units";
import css from "./settings.module.css";

/** Who may come in and what they may do; how signing in works here. */
export function PeopleAndSignIn() {
  const { session, kinds } = useHere();
  const client = useQueryClient();
  const accounts = useQuery({ ...someRecordsQuery("account", { limit: 500 }), enabled: kinds.some((kind) => kind.kind === "account") });
  const people = useQuery(someRecordsQuery("person", { limit: 500 }));
  const leave = useMutation({
    mutationFn: () => call("DELETE", "/v1/session"),
    onSuccess: () => client.resetQueries(),
    onError: (error) => sayFailure(error, "Signing out"),
  });
  const name = (id: string) => people.data?.items.find((one) => one.id === id)?.title ?? id;
  return (
    <div style={{ maxWidth: 760 }}>
      <Block title="Accounts">
        {accounts.isPending && !accounts.error && <Skeleton height={80} />}
        {accounts.data?.items.length === 0 && <Empty title="Nobody has an account beside you.">An account gives a person roles: member, lead or admin.</Empty>}
        <ul className={css.rows}>
          {accounts.data?.items.map((one) => (
            <Account key={one.id} record={one} name={name} />
          ))}
        </ul>
      </Block>
      <Bar>
        <Link className={buttonClass()} to="/records/$kind/new" params={{ kind: "account" }}>
          New account
        </Link>
        <Link className={buttonClass()} to="/grow/people">
          {people.data ? count(people.data.items.length, "person", "people") : "People"}
        </Link>
      </Bar>
      <br />
      <Block title="Signing in">
        <p>
          You are {session.person?.title ?? "signed in by a token"}
          {session.roles.length ? `, ${session.roles.join(", ")}` : ""}. While the server listens on this computer only, the link printed at its start signs you in; plumbline link makes another.
        </p>
        <br />
        <Button onClick={() => leave.mutate()}>Sign out</Button>
      </Block>
    </div>
  );
}

function Account({ record, name }: { record: RecordOf; name: (id: string) => string }) {
  const roles = Array.isArray(record.data["roles"]) ? record.data["roles"].join(", ") : "";
  return (
    <li>
      <Link to="/records/$kind/$id" params={{ kind: "account", id: record.key || record.id }}>
        {name(refId(record.data["person"]))}
      </Link>
      <span className="quiet">{record.data["closed"] === true ? "closed" : roles || "member"}</span>
    </li>
  );
}
