// Every route, each page in a file of its own that is fetched when first gone to.
import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import { Welcome } from "../shell/states";
import { Shell } from "../shell/Shell";
import { Trouble } from "../shell/states";
import { Empty, PageSkeleton } from "../ui/bits";
import { Boundary } from "./Boundary";

type Search = Record<string, string | undefined>;

/** Addresses hold plain text only: what the router would read as a number or JSON stays the text it was. */
const plain = (search: Record<string, unknown>): Search =>
  Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)]])));

function parseSearch(text: string): Record<string, unknown> {
  return Object.fromEntries(new URLSearchParams(text));
}

function stringifySearch(search: Record<string, unknown>): string {
  const text = new URLSearchParams(plain(search) as Record<string, string>).toString();
  return text ? `?${text}` : "";
}

const root = createRootRoute({
  component: () => (
    <Boundary>
      <Outlet />
    </Boundary>
  ),
  notFoundComponent: () => <Empty title="There is no page at this address.">Ctrl K finds what you look for.</Empty>,
});

const welcome = createRoute({ getParentRoute: () => root, path: "/welcome", component: Welcome, validateSearch: plain });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

const page = <Path extends string>(path: Path, load: () => Promise<{ [name: string]: unknown }>, name: string) =>
  createRoute({ getParentRoute: () => shell, path, component: lazyRouteComponent(load as never, name), validateSearch: plain });

const tree = root.addChildren([
  welcome,
  shell.addChildren([
    page("/", () => import("../today/TodayPage"), "TodayPage"),
    page("/deliver/plan", () => import("../plan/PlanPage"), "PlanPage"),
    page("/deliver/tradeoffs", () => import("../tradeoffs/TradeoffsPage"), "TradeoffsPage"),
    page("/deliver/forecast", () => import("../forecast/ForecastPage"), "ForecastPage"),
    page("/deliver/risks", () => import("../risks/RisksPage"), "RisksPage"),
    page("/grow/people", () => import("../people/PeoplePage"), "PeoplePage"),
    page("/grow/one-on-ones", () => import("../pair/OneOnOnesPage"), "OneOnOnesPage"),
    page("/grow/one-on-ones/$id", () => import("../pair/TalkPage"), "TalkPage"),
    page("/grow/health", () => import("../people/HealthPage"), "HealthPage"),
    page("/grow/my-time", () => import("../pair/TimePage"), "TimePage"),
    page("/grow/skills", () => import("../people/SkillsPage"), "SkillsPage"),
    page("/guide/knowledge", () => import("../knowledge/KnowledgePage"), "KnowledgePage"),
    page("/guide/who", () => import("../knowledge/WhoPage"), "WhoPage"),
    page("/deliver/requirements", () => import("../requirements/RequirementsPage"), "RequirementsPage"),
    page("/align/objectives", () => import("../align/ObjectivesPage"), "ObjectivesPage"),
    page("/align/reports", () => import("../reports/ReportsPage"), "ReportsPage"),
    page("/align/reports/write", () => import("../reports/WritePage"), "WritePage"),
    page("/align/reports/$id", () => import("../reports/ReportPage"), "ReportPage"),
    page("/align/promises", () => import("../align/PromisesPage"), "PromisesPage"),
    page("/decide/strategy", () => import("../decide/StrategyPage"), "StrategyPage"),
    page("/guide/invest", () => import("../guide/InvestPage"), "InvestPage"),
    page("/guide/learn", () => import("../guide/LearnPage"), "LearnPage"),
    page("/guide/reviewers", () => import("../guide/ReviewersPage"), "ReviewersPage"),
    page("/guide/hotspots", () => import("../guide/HotspotsPage"), "HotspotsPage"),
    page("/guide/coupling", () => import("../guide/CouplingPage"), "CouplingPage"),
    page("/guide/technology", () => import("../guide/TechnologyPage"), "TechnologyPage"),
    page("/decide/decisions", () => import("../decide/DecisionsPage"), "DecisionsPage"),
    page("/decide/decisions/$id", () => import("../decide/DecisionPage"), "DecisionPage"),
    page("/records/$kind", () => import("../records/ListPage"), "ListPage"),
    page("/records/$kind/new", () => import("../records/NewPage"), "NewPage"),
    page("/records/$kind/$id", () => import("../records/RecordPage"), "RecordPage"),
    page("/settings", () => import("../settings/SettingsPage"), "SettingsPage"),
    page("/settings/$tab", () => import("../settings/SettingsPage"), "SettingsPage"),
  ]),
]);

export function makeRouter(_client: QueryClient) {
  return createRouter({
    routeTree: tree,
    parseSearch,
    stringifySearch,
    defaultPreload: "intent",
    defaultPendingMs: 120,
    defaultPendingComponent: () => <PageSkeleton />,
    defaultErrorComponent: ({ error, reset }) => <Trouble error={error} retry={reset} />,
    scrollRestoration: true,
  });
}

/** The routes by their patterns, for the journeys that must visit each. */
export const patterns = ["/", "/records/$kind", "/records/$kind/new", "/records/$kind/$id", "/settings", "/settings/$tab", "/welcome"];

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
