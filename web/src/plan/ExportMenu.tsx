import { Menu } from "@mantine/core";
import "@mantine/core/styles/Popover.layer.css";
import "@mantine/core/styles/Menu.layer.css";
import { download, query } from "../api/client";
import { saveFile } from "../records/export";
import { say, sayFailure } from "../shell/toasts";
import { Button } from "../ui/Button";
import type { PlanFilter } from "./filter";

const formats = [
  { id: "csv", label: "CSV, for a spreadsheet", file: "plan.csv" },
  { id: "markdown", label: "Markdown tables", file: "plan.md" },
  { id: "mermaid", label: "Mermaid gantt", file: "plan.mmd" },
  { id: "ical", label: "iCalendar", file: "plan.ics" },
] as const;

/** What the filter shows, as the server writes it: as a link or a file. */
export function ExportMenu({ filter }: { filter: PlanFilter }) {
  const fetchFile = async ({ id, file }: (typeof formats)[number]) => {
    try {
      saveFile(file, await download(`/v1/plan/export${query({ format: id, project: filter.project, person: filter.person, q: filter.q.trim() })}`));
    } catch (error) {
      sayFailure(error, "Exporting");
    }
  };
  const link = () => {
    navigator.clipboard.writeText(location.href).then(
      () => say({ text: "The link is on the clipboard." }),
      () => say({ text: `The browser does not let the page use the clipboard. The link: ${location.href}` }),
    );
  };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button>Export</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={link}>Copy the link</Menu.Item>
        {formats.map((one) => (
          <Menu.Item key={one.id} onClick={() => void fetchFile(one)}>
            {one.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
