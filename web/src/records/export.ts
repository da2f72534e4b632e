// What is seen, as a file: the same rows and columns, in the same order.

/** RFC 4180; a cell that a spreadsheet would run as a formula is made text. */
export function csv(head: string[], rows: string[][]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function markdown(head: string[], rows: string[][]): string {
  const cell = (text: string) => text.replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
  const line = (row: string[]) => `| ${row.map(cell).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n") + "\n";
}

/** Hands the browser a text to save as a file; nothing leaves the computer. */
export const save = (name: string, text: string, type: string): void => saveFile(name, new Blob([text], { type }));

export function saveFile(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
