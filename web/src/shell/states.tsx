import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { call, Failure } from "../api/client";
import type { Session } from "../api/types";
import { Button } from "../ui/Button";
import { Mark } from "../ui/Mark";
import { Empty } from "../ui/bits";
import css from "./shell.module.css";

/** What went wrong in words, with the next step and a way to try again. It is the page's own heading, unless it stands in a part of one. */
export function Trouble({ error, retry, part }: { error: unknown; retry?: () => void; part?: boolean }) {
  const failure = error instanceof Failure ? error : undefined;
  const missing = failure?.status === 404;
  return (
    <Empty
      heading={part ? "h2" : "h1"}
      title={missing ? "There is nothing at this address." : (failure?.problem.title ?? "This page broke.")}
      action={retry && <Button onClick={retry}>Try again</Button>}
    >
      {failure?.problem.detail && failure.problem.detail !== failure.problem.title ? `${failure.problem.detail} ` : ""}
      {failure ? failure.hint || (missing ? "It may have been removed, or it is not for you to see." : "") : `What the browser said: ${String(error)}`}
    </Empty>
  );
}

export function SignedOut() {
  const [link, setLink] = useState("");
  const navigate = useNavigate();
  const go = (event: FormEvent) => {
    event.preventDefault();
    const code = link.includes("link=") ? (new URL(link, location.href).searchParams.get("link") ?? "") : link.trim();
    if (code) void navigate({ to: "/welcome", search: { link: code } });
  };
  return (
    <div className={css.centre}>
      <Mark size={36} />
      <h1>You are signed out.</h1>
      <p>
        The server prints a link when it starts. Open that link in this browser, or paste it here. It works once and for a few minutes; starting the server
        again prints a new one.
      </p>
      <form onSubmit={go}>
        <input className={css.field} value={link} onChange={(event) => setLink(event.target.value)} placeholder="The link from the terminal" aria-label="The link from the terminal" />
        <Button type="submit" tone="strong">
          Sign in
        </Button>
      </form>
    </div>
  );
}

export function Welcome() {
  const { link } = useSearch({ strict: false }) as { link?: string };
  const [error, setError] = useState<Failure | undefined>(link ? undefined : new Failure({ title: "The address holds no link.", status: 0 }));
  const client = useQueryClient();
  const navigate = useNavigate();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || !link) return;
    begun.current = true; // The link works once; asking twice would throw the session away.
    call<Session>("POST", "/v1/session", { link })
      .then(async () => {
        await client.resetQueries();
        await navigate({ to: "/", replace: true });
      })
      .catch((failure: unknown) => setError(failure instanceof Failure ? failure : new Failure({ title: String(failure), status: 0 })));
  }, [client, link, navigate]);
  return (
    <div className={css.centre}>
      <Mark size={36} />
      <h1>{error ? "This link does not sign you in." : "Signing you in…"}</h1>
      {error && (
        <p>
          {error.problem.detail ?? error.problem.title} {error.hint || "A link works once and for a few minutes. Start the server again for a new one."}
        </p>
      )}
    </div>
  );
}
