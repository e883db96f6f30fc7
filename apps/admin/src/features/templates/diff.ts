import type { TemplateContent } from "@nexusone/contracts/template-content";

export type Piece = { readonly kind: "same" | "added" | "removed"; readonly text: string };
/** Longer texts are compared line by line only where they are worth it. */
const MOST = 600;

/** Words that came and words that went between two texts, in reading order. Pure. */
export function diffWords(before: string, after: string): Piece[] {
  const [a, b] = [words(before), words(after)];
  if (a.length > MOST || b.length > MOST)
    return before === after
      ? [{ kind: "same", text: after }]
      : [
          { kind: "removed", text: before },
          { kind: "added", text: after },
        ];
  const common = a.map(() => Array.from({ length: b.length + 1 }, () => 0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1)); // the row is made above
  const pieces: Piece[] = [];
  const put = (kind: Piece["kind"], text: string): void => {
    const last = pieces.at(-1);
    if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + text };
    else pieces.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      put("same", a[i++] ?? "");
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) put("removed", a[i++] ?? "");
    else put("added", b[j++] ?? "");
  }
  return pieces;
}

const words = (text: string): string[] => text.split(/(\s+)/).filter((word) => word !== "");

/** All that a template says, as one text to compare. */
export function wholeText({ header, body, footer, buttons }: TemplateContent): string {
  const labels = buttons.map((button) =>
    button.type === "copy_code"
      ? "[code]"
      : `[${button.label}${button.type === "url" ? ` → ${button.url}` : button.type === "phone" ? ` → ${button.phone}` : ""}]`,
  );
  const head = header === null ? "" : header.type === "text" ? header.text : `[${header.type}]`;
  return [head, body, footer ?? "", ...labels].filter(Boolean).join("\n");
}
