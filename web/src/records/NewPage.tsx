import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { apply, changeOf, create, undo } from "../api/edits";
import type { Data } from "../api/types";
import { recordTo } from "../answers/Statement";
import { useHere } from "../shell/session";
import { say } from "../shell/toasts";
import { Empty, Head } from "../ui/bits";
import { Form } from "./Form";
import { formFields, startData } from "./schema";

export function NewPage() {
  const { kind: name } = useParams({ strict: false }) as { kind: string };
  const given = useSearch({ strict: false }) as Record<string, string | undefined>;
  const { kinds, session } = useHere();
  const kind = kinds.find((one) => one.kind === name);
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  if (!kind) return <Empty title="There is no such kind of record." />;
  const submit = async (data: Data) => {
    const record = await create(client, kind.kind, data);
    const takeBack = async () => {
      const change = await changeOf(record).catch(() => "");
      if (change) await undo(client, change);
      else await apply(client, { changes: [{ kind: record.kind, id: record.id, base_version: record.version, op: "delete" }] });
      await navigate({ to: "/records/$kind", params: { kind: kind.kind } });
    };
    say({ text: `${record.title || kind.title} is written down.`, level: "good", undo: takeBack });
    await navigate({ to: recordTo(kind.kind, record.key || record.id), replace: true });
  };
  return (
    <>
      <Head title={`New ${kind.title.toLowerCase()}`} under={kind.doc} />
      <Form kind={kind} start={startData(formFields(kind), given, session.person?.id)} submit={submit} cancel={() => router.history.back()} word="Save" />
    </>
  );
}
