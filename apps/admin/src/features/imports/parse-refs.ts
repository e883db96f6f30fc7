/** Addresses and numbers from pasted text: one per line, or several separated by spaces, commas or semicolons. */
export const parseRefs = (text: string): string[] => text.split(/[\s,;]+/).filter((ref) => ref !== "");

export const MAX_REFS = 500;
