import { readLiteral } from "./literal.ts";

// A product page's script is well under 1 MB; longer ones are not CJ's and are not worth the visitor's time.
const MAX_SCRIPT_LENGTH = 2_000_000;
// What can stand between an assignment and the start of its script: comments, strings, templates, regular expressions.
// Each form also matches unterminated, so that hostile text is walked once and not once per quote.
const SKIP = [
  String.raw`\/\*(?:[^*]+|\*(?!\/))*(?:\*\/)?`,
  String.raw`\/\/[^\n]*`,
  String.raw`"(?:[^"\\\n]+|\\[^])*"?`,
  String.raw`'(?:[^'\\\n]+|\\[^])*'?`,
  "`(?:[^`\\\\]+|\\\\[^])*`?",
  String.raw`(?<=[(,=:[!&|?{};\n]\s{0,9})\/(?:[^/\\\n[]|\\.|\[[^\]\n]{0,200}\]){1,300}\/`,
].join("|");

/**
 * Every object assigned to `window.<name>` in the inline scripts of a page, in order. Scripts are read as text and never
 * run; a name inside a string or a comment is no assignment.
 */
export function assignedObjects(document: Document, name: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  for (const script of document.querySelectorAll("script:not([src])")) {
    const source = script.textContent ?? "";
    if (source.length > MAX_SCRIPT_LENGTH || !source.includes(name)) continue;
    for (const start of assignments(source, name)) {
      const value = readLiteral(source, start);
      if (typeof value === "object" && value !== null) found.push(value as Record<string, unknown>);
    }
  }
  return found;
}

/** Positions of the `{` of each `name = {` that is code. */
function assignments(source: string, name: string): number[] {
  const code = new RegExp(`${SKIP}|(?<![\\w$.])(?:window\\s*\\.\\s*)?${name}\\s*=\\s*(?=\\{)`, "g");
  const starts: number[] = [];
  for (const { 0: text, index } of source.matchAll(code)) {
    if (/^[\w$]/.test(text)) starts.push(index + text.length);
  }
  return starts;
}
