import { Link, useParams } from "@tanstack/react-router";
import { Head } from "../ui/bits";
import uiCss from "../ui/ui.module.css";
import { Jobs } from "./Jobs";
import { Look } from "./Look";
import { Organisation } from "./Organisation";
import { PeopleAndSignIn } from "./PeopleAndSignIn";
import { Privacy } from "./Privacy";
import { Repositories } from "./Repositories";
import { Tokens } from "./Tokens";

const tabs = [
  { id: "organisation", label: "Organisation", page: Organisation },
  { id: "people", label: "People and sign-in", page: PeopleAndSignIn },
  { id: "repositories", label: "Repositories", page: Repositories },
  { id: "tokens", label: "Sessions and tokens", page: Tokens },
  { id: "jobs", label: "Work in progress", page: Jobs },
  { id: "privacy", label: "Privacy", page: Privacy },
  { id: "look", label: "Look", page: Look },
];

export function SettingsPage() {
  const { tab = "organisation" } = useParams({ strict: false }) as { tab?: string };
  const here = tabs.find((one) => one.id === tab) ?? tabs[0];
  const Page = here?.page ?? Organisation;
  return (
    <>
      <Head title="Settings" />
      <nav className={uiCss.tabs} aria-label="Settings" style={{ marginBottom: 24 }}>
        {tabs.map((one) => (
          <Link key={one.id} to="/settings/$tab" params={{ tab: one.id }} className={uiCss.tab} data-here={one.id === here?.id || undefined}>
            {one.label}
          </Link>
        ))}
      </nav>
      <Page />
    </>
  );
}
