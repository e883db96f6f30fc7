import { listOf, text, textList } from "./text.ts";

// Beyond this many dashes a key is free text and not worth a search.
const MAX_PARTS = 12;

/** The key of one variant as CJ writes it, and the end of its display name if known ("... Off-White XL"). */
export type VariantKey = { key: unknown; name?: string | null };

/** Option names of a product: a list, a list inside a string, or "Color-Size". */
export function optionNames(set: unknown, joined?: unknown): string[] {
  const fromSet = textList(set);
  return fromSet.length > 0
    ? fromSet
    : (text(joined)
        ?.split("-")
        .map((name) => name.trim())
        .filter(Boolean) ?? []);
}

/**
 * Option values of every variant of one product. CJ joins values with "-" although values contain it ("Off-White-XL",
 * "Blue-2-3 Years"), so a key is cut where its pieces agree with the other variants and with its display name (Q17).
 * A single variant "default" has no options.
 */
export function splitOptions(names: readonly string[], variants: readonly VariantKey[]): string[][] {
  const cuts = variants.map(({ key }) => possibleCuts(key, names.length));
  const seen = new Map<string, number>();
  for (const choices of cuts) {
    // An unambiguous key is worth more than all guesses together.
    const weight = choices.length === 1 ? 100 : 1;
    for (const mark of new Set(choices.flatMap(marks))) seen.set(mark, (seen.get(mark) ?? 0) + weight);
  }
  return cuts.map((choices, index) => {
    const name = variants[index]?.name ?? "";
    const score = (values: string[]) =>
      marks(values).reduce((sum, mark) => sum + (seen.get(mark) ?? 0), name.endsWith(` ${values.join(" ")}`) ? 1e6 : 0);
    // The first of equals wins: the longest first value, as dashes are most common in colours.
    return choices.reduce((best, next) => (score(next) > score(best) ? next : best), choices[0] ?? []);
  });
}

/** The variant's key as one line of text: `["XS"]` gives "XS". */
export function optionLabel(key: unknown): string | null {
  return textList(key).join("-") || null;
}

function possibleCuts(key: unknown, wanted: number): string[][] {
  const listed = typeof key === "string" && key.trimStart().startsWith("[") && listOf(key)[0] !== key;
  if (Array.isArray(key) || listed) {
    const values = listOf(key)
      .map(text)
      .filter((value) => value !== null);
    if (values.length !== 1 || wanted < 2) return [values];
  }
  const label = optionLabel(key);
  if (!label || (wanted === 0 && label.toLowerCase() === "default")) return [[]];
  const parts = label.split("-");
  if (wanted < 2 || parts.length > MAX_PARTS) return [[label]];
  return parts.length <= wanted ? [parts] : group(parts, wanted);
}

function group(parts: string[], wanted: number): string[][] {
  if (wanted === 1) return [[parts.join("-")]];
  const found: string[][] = [];
  for (let size = parts.length - wanted + 1; size >= 1; size -= 1) {
    const head = parts.slice(0, size).join("-");
    for (const rest of group(parts.slice(size), wanted - 1)) found.push([head, ...rest]);
  }
  return found;
}

function marks(values: string[]): string[] {
  return values.map((value, position) => `${position} ${value}`);
}
