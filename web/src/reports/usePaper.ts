import { download, query } from "../api/client";
import { saveFile } from "../records/export";
import { useKeys } from "../shell/keys";
import { say, sayFailure } from "../shell/toasts";

export interface Asked {
  report?: string;
  audience?: string;
  since?: string;
}

/** The report outside the product: on the clipboard, as a file, on paper. */
export function usePaper(asked: Asked, name: string) {
  const fetch = (format: "markdown" | "html") => download(`/v1/reports/paper${query({ ...asked, format })}`);
  const copy = async () => {
    try {
      const file = await fetch("markdown");
      try {
        await navigator.clipboard.writeText(await file.text());
        say({ text: "The report is on the clipboard, as Markdown.", level: "good" });
      } catch {
        saveFile(`${name}.md`, file);
        say({ text: "The browser does not let the page use the clipboard, so the report was saved as a file." });
      }
    } catch (error) {
      sayFailure(error, "Copying");
    }
  };
  const html = async () => {
    try {
      saveFile(`${name}.html`, await fetch("html"));
    } catch (error) {
      sayFailure(error, "Saving");
    }
  };
  const print = () => globalThis.print();
  useKeys([
    { keys: "m", label: "Copy as Markdown", run: () => void copy() },
    { keys: "h", label: "Save as HTML", run: () => void html() },
    { keys: "mod+p", label: "Print", run: print },
  ]);
  return { copy, html, print };
}
