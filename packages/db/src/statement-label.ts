import { createHash } from "node:crypto";

const VERB = /^\s*(\w+)/;
const TARGET = /\b(?:into|update|from)\s+(?:only\s+)?("?[a-z_][\w$]*"?(?:\."?[a-z_][\w$]*"?)?)/i;
const LITERAL = /'(?:[^']|'')*'/g;
const MAX_LABEL = 100;
const MAX_TEXT = 4_000;

/**
 * What a statement is called in figures (verb, table and six digits of its text), and its text as it may be shown: parameters
 * are places already, and what a literal holds is left out.
 */
export function labelStatement(text: string): { name: string; statement: string } {
  const statement = text.replaceAll(LITERAL, "'?'").slice(0, MAX_TEXT);
  const verb = VERB.exec(statement)?.[1]?.toLowerCase() ?? "statement";
  const target = TARGET.exec(statement)?.[1]?.replaceAll('"', "");
  const digits = createHash("sha256").update(statement).digest("hex").slice(0, 6);
  return { name: [verb, target, digits].filter(Boolean).join(" ").slice(0, MAX_LABEL), statement };
}
