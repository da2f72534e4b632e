import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useNavigate, useRouter, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Failure } from "../api/client";
import { listen, type LiveState } from "../api/live";
import { schemaQuery, sessionQuery } from "../api/queries";
import type { Kind, Session } from "../api/types";
import { PageSkeleton } from "../ui/bits";
import { BottomNav, SideNav, TopBar } from "./Nav";
import { PresentingNotice } from "./presenting";
import { type Duty, layout, whereIs } from "./rooms";
import { HereContext } from "./session";
import { SignedOut, Trouble } from "./states";
import { Toasts } from "./toasts";
import { useShellKeys } from "./useShellKeys";
import css from "./shell.module.css";

const Palette = lazy(() => import("./Palette").then((file) => ({ default: file.Palette })));
const KeysHelp = lazy(() => import("./KeysHelp").then((file) => ({ default: file.KeysHelp })));
const MoreDrawer = lazy(() => import("./MoreDrawer").then((file) => ({ default: file.MoreDrawer })));

export type Overlay = "palette" | "keys" | "more" | undefined;

export function Shell() {
  const session = useQuery(sessionQuery);
  const schema = useQuery({ ...schemaQuery, enabled: session.data !== undefined && session.data.person !== null });
  const error = session.error ?? schema.error;
  if (error instanceof Failure && error.status === 401) return <SignedOut />;
  if (session.data && session.data.person === null) return <SignedOut />;
  if (error) return <Trouble error={error} retry={() => void session.refetch()} />;
  if (!session.data || !schema.data) return <FirstPaint />;
  return <Inside session={session.data} kinds={schema.data.kinds} />;
}

/** The shell's own shape, empty: what comes next does not jump. */
function FirstPaint() {
  return (
    <div className={css.shell}>
      <aside className={css.side} />
      <main className={css.main}>
        <PageSkeleton />
      </main>
    </div>
  );
}

const liveWords: { [state in LiveState]: string } = { connecting: "", live: "live", lost: "reconnecting" };

function useLive(): string {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => listen(client, setState), [client]);
  return liveWords[state];
}

/** The pages of the navigation are fetched once the first one has long been there, in milliseconds. */
const patience = 2000;
/** And only while the hand has rested for so many milliseconds. */
const rest = 400;
const signs = ["pointerdown", "pointermove", "pointerup", "keydown", "wheel"];

/** Fetches what the other pages are made of while nobody waits, so that the first visit is as quick as the next: one after another, lest a hand at work feel it. */
function usePrefetch(duties: Duty[]): void {
  const router = useRouter();
  useEffect(() => {
    const addresses = duties.flatMap((duty) => (duty.places.length ? duty.places.map((place) => place.to) : [duty.to]));
    let timer = 0;
    let moved = -rest;
    const move = (event: Event) => (moved = event.timeStamp);
    const next = () => {
      const wait = moved + rest - performance.now();
      if (wait > 0) {
        timer = window.setTimeout(next, wait);
        return;
      }
      const to = addresses.shift();
      if (!to) return;
      const on = () => (timer &&= window.setTimeout(next));
      router.preloadRoute({ to }).then(on, on); // What failed is fetched again when gone to.
    };
    timer = window.setTimeout(next, patience);
    for (const sign of signs) addEventListener(sign, move, { passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, move);
      clearTimeout(timer);
      timer = 0;
    };
  }, [duties, router]);
}

function Inside({ session, kinds }: { session: Session; kinds: Kind[] }) {
  const duties = useMemo(() => layout(session, kinds), [session, kinds]);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [overlay, setOverlay] = useState<Overlay>();
  const live = useLive();
  usePrefetch(duties);
  const { duty, place } = whereIs(duties, path);
  const commands = useShellKeys(duties, kinds, setOverlay);
  const rooms = useMemo(() => [...session.rooms, ...duties.flatMap((one) => one.places.map((sub) => sub.id))], [session, duties]);
  const here = useMemo(() => ({ session, kinds, today: session.as_of.slice(0, 10) || session.organisation.today }), [session, kinds]);
  useEffect(() => {
    document.title = place && place.id !== "today" ? `${place.label} · Plumbline` : "Plumbline";
  }, [place]);
  const ask = () => setOverlay("palette");
  const shut = () => setOverlay(undefined);
  return (
    <HereContext.Provider value={here}>
      <a href="#main" className={css.skip}>
        Skip to the page
      </a>
      <div className={css.shell}>
        <SideNav duties={duties} duty={duty} place={place} session={session} live={live} ask={ask} />
        <TopBar ask={ask} />
        <main className={css.main} id="main" tabIndex={-1}>
          {session.demo && <DemoBanner />}
          <Outlet />
        </main>
        <BottomNav duties={duties} duty={duty} more={() => setOverlay("more")} />
      </div>
      <Suspense>
        {overlay === "palette" && <Palette rooms={rooms} commands={commands} close={shut} />}
        {overlay === "keys" && <KeysHelp close={shut} />}
        {overlay === "more" && <MoreDrawer duties={duties} duty={duty} place={place} close={shut} />}
      </Suspense>
      <PresentingNotice />
      <Toasts />
    </HereContext.Provider>
  );
}

function DemoBanner() {
  const navigate = useNavigate();
  return (
    <div className={css.banner}>
      This is a demo organisation; nothing here is real.
      <a
        href="/settings/repositories"
        onClick={(event) => {
          event.preventDefault();
          void navigate({ to: "/settings/$tab", params: { tab: "repositories" } });
        }}
      >
        Point it at your own repositories
      </a>
    </div>
  );
}
