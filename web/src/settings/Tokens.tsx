import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call, get } from "../api/client";
import { Trouble } from "../shell/states";
import { say, sayFailure } from "../shell/toasts";
import { Block, Skeleton } from "../ui/bits";
import { Button } from "../ui/Button";
import { sayInstant } from "../ui/dates";
import css from "./settings.module.css";

interface Token {
  id: string;
  name: string;
  type: string;
  scopes: string[];
  created: string;
  expires?: string;
  used?: string;
}

const tokensQuery = queryOptions({ queryKey: ["tokens"], queryFn: ({ signal }) => get<{ items: Token[] }>("/v1/tokens", signal) });

const scopes = [
  { value: "read", label: "read" },
  { value: "write", label: "write" },
  { value: "private", label: "private kinds too" },
];

/** Your own sessions and API tokens: what each may do, until when, and how to end it. */
export function Tokens() {
  const query = useQuery(tokensQuery);
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => call("DELETE", `/v1/tokens/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ["tokens"] }),
    onError: (error) => sayFailure(error, "Ending it"),
  });
  if (query.error) return <Trouble part error={query.error} retry={() => void query.refetch()} />;
  return (
    <div style={{ maxWidth: 760 }}>
      <Block title="In use">
        {query.isPending && <Skeleton height={80} />}
        <ul className={css.rows}>
          {query.data?.items.map((one) => (
            <li key={one.id}>
              <span>
                {one.name || one.type}
                <span className="quiet">
                  {" "}
                  · {one.scopes.length ? one.scopes.join(", ") : "session"} · since {sayInstant(one.created)}
                  {one.expires && ` · until ${sayInstant(one.expires)}`}
                </span>
              </span>
              <Button tone="plain" onClick={() => end.mutate(one.id)} aria-label={`End ${one.name || one.type}`}>
                End
              </Button>
            </li>
          ))}
        </ul>
      </Block>
      <NewToken />
    </div>
  );
}

function NewToken() {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string[]>(["read"]);
  const [secret, setSecret] = useState("");
  const client = useQueryClient();
  const make = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const made = await call<{ secret: string }>("POST", "/v1/tokens", { name: name.trim(), scopes: chosen, days: 90 });
      setSecret(made.secret);
      setName("");
      await client.invalidateQueries({ queryKey: ["tokens"] });
    } catch (error) {
      sayFailure(error, "Making a token");
    }
  };
  const copy = () => void navigator.clipboard.writeText(secret).then(() => say({ text: "The token is on the clipboard." }));
  return (
    <Block title="A new API token">
      <form className={css.form} onSubmit={(event) => void make(event)}>
        <input className={css.input} value={name} onChange={(event) => setName(event.target.value)} placeholder="What it is for" aria-label="What it is for" />
        {scopes.map((scope) => (
          <label key={scope.value} className={css.choice}>
            <input type="checkbox" checked={chosen.includes(scope.value)} onChange={() => setChosen((old) => (old.includes(scope.value) ? old.filter((one) => one !== scope.value) : [...old, scope.value]))} />
            {scope.label}
          </label>
        ))}
        <Button type="submit" disabled={!name.trim() || !chosen.length}>
          Make a token
        </Button>
      </form>
      <p className="quiet">It acts as you, for 90 days, and is shown once.</p>
      {secret && (
        <p style={{ paddingTop: 8 }} role="status">
          <code className={css.code}>{secret}</code> <Button onClick={copy}>Copy</Button>
        </p>
      )}
    </Block>
  );
}
