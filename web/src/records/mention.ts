// What is being typed: a mention that is not finished yet, and the text with it completed.

export interface Typing {
  /** "@" asks for a person, "#" for any record with a key. */
  mark: "@" | "#";
  text: string;
  /** Where its mark stands. */
  from: number;
}

const open = /(^|[\s([{"“„'’>*_-])([@#])([\p{L}\p{N}][\p{L}\p{N}._/-]{0,40}|)$/u;

/** The mention that ends at the caret, if one does. A "#" alone is a heading's until a letter follows. */
export function typingAt(text: string, caret: number): Typing | undefined {
  const match = open.exec(text.slice(Math.max(0, caret - 60), caret));
  if (!match || (match[2] === "#" && !match[3])) return undefined;
  const name = match[3] ?? "";
  return { mark: match[2] as Typing["mark"], text: name, from: caret - name.length - 1 };
}

/** The text with the mention written out, and where the caret goes after it. */
export function completed(text: string, caret: number, { mark, from }: Typing, key: string): { text: string; caret: number } {
  const rest = text.slice(caret);
  const written = `${mark}${key}${/^[\s.,;:!?)]/.test(rest) ? "" : " "}`;
  return { text: text.slice(0, from) + written + rest, caret: from + written.length };
}

/** Every mention in a text, where one can stand; the server says which of them name something. */
export const mentions = /(?<![\p{L}\p{N}@#/&_])[@#][\p{L}\p{N}](?:[\p{L}\p{N}._/-]{0,78}[\p{L}\p{N}#])?/gu;
