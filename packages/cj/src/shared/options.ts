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
  let choices = variants.map(({ key }) => possibleCuts(key, names.length));
  // Each round trusts the keys that are settled by then, so a clear one helps the doubtful next to it.
  for (let round = 0; round < 3; round += 1) choices = settle(choices, variants);
  // The first of equals wins: the longest first value, as dashes are most common in colours.
  return choices.map(([values = []]) => values);
}

/** Keeps of every variant's possible cuts those that agree best with its name and with the other variants. */
function settle(choices: string[][][], variants: readonly VariantKey[]): string[][][] {
  const seen = new Map<string, number>();
  for (const cuts of choices) {
    // A settled key is worth more than all guesses together.
    const weight = cuts.length === 1 ? 1000 : 1;
    for (const mark of new Set(cuts.flatMap(marks))) seen.set(mark, (seen.get(mark) ?? 0) + weight);
  }
  return choices.map((cuts, index) => {
    const name = variants[index]?.name ?? "";
    const named = cuts.filter((values) => name.endsWith(` ${values.join(" ")}`));
    const left = named.length > 0 ? named : cuts;
    const scores = left.map((values) => marks(values).reduce((sum, mark) => sum + (seen.get(mark) ?? 0), 0));
    return left.filter((_, cut) => scores[cut] === Math.max(...scores));
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
