/** Addresses and numbers from pasted text: one per line, or several separated by spaces, commas or semicolons. Twice the same counts once. */
export function parseRefs(text: string): string[] {
  const refs = text
    .split(/[\s,;]+/)
    .map((ref) => ref.trim())
    .filter((ref) => ref !== "");
  return [...new Set(refs)];
}

export const MAX_REFS = 500;
