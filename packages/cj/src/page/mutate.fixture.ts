import fc from "fast-check";

/** One thing done to a page. Numbers are positions, taken modulo what is there. */
export type Change =
  | { do: "drop" | "repeat" | "reorder" | "rename"; at: number }
  | { do: "say"; at: number; words: string }
  | { do: "cut"; at: number }
  | { do: "renameKey"; at: number }
  | { do: "retype"; at: number; into: number };

const at = fc.nat({ max: 5_000 });
const garbage = fc.constantFrom(
  "",
  "0",
  "-1",
  "NaN",
  "null",
  "12.00 -- 3",
  "$",
  "€ 4.00",
  "<b>Sale</b>",
  "undefined",
  "🙂",
);

/** What may happen to a page without anything of another product in it. */
export const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("drop", "repeat", "reorder", "rename"), at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("say" as const), at, words: garbage }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("cut" as const), at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("renameKey" as const), at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("retype" as const), at, into: fc.nat({ max: 6 }) }) },
);

const TYPES = ["null", "undefined", "0", '"7"', "[]", "{}", "true"];
const VALUE = /"(\w+)":\s*("(?:[^"\\]|\\.)*"|-?[\d.]+|null|undefined|true|false)/g;

export function apply(document: Document, one: Change): void {
  const pick = <T>(list: readonly T[]): T | undefined => list[one.at % Math.max(1, list.length)];
  const elements = [...document.querySelectorAll("body *, title")];
  const element = pick(elements);
  switch (one.do) {
    case "drop":
      return element?.remove();
    case "repeat":
      return element?.after(element.cloneNode(true));
    case "reorder":
      return element?.parentElement?.append(element);
    case "rename":
      element?.setAttribute("class", `x${one.at}--renamed`);
      return element?.removeAttribute("id");
    case "say": {
      const leaf = pick(elements.filter((each) => each.childElementCount === 0 && each.localName !== "script"));
      if (leaf) leaf.textContent = one.words;
      return;
    }
    case "cut":
      return rewrite(document, (source) => source.slice(0, one.at % source.length));
    case "renameKey":
      return rewriteValue(document, one.at, (key, value) => `"${key}X":${value}`);
    case "retype":
      return rewriteValue(document, one.at, (key) => `"${key}":${TYPES[one.into]}`);
  }
}

/** Rewrites the one inline script that carries the page's data. */
export function rewrite(document: Document, next: (source: string) => string): void {
  for (const script of document.querySelectorAll("script:not([src])")) {
    const source = script.textContent ?? "";
    if (/productDetailData|PRODUCTSRES/.test(source)) script.textContent = next(source);
  }
}

/** Rewrites the value of one key of the data, whatever its depth. */
export function rewriteValue(document: Document, nth: number, next: (key: string, value: string) => string): void {
  rewrite(document, (source) => {
    const all = [...source.matchAll(VALUE)];
    const found = all[nth % Math.max(1, all.length)];
    const [whole, key = "", value = ""] = found ?? [];
    if (!found || whole === undefined) return source;
    return source.slice(0, found.index) + next(key, value) + source.slice(found.index + whole.length);
  });
}
