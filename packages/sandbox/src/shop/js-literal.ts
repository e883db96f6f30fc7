/** How one page spells its data: CJ's servers are not consistent, so neither is the shop. */
export interface LiteralHabit {
  /** `\u002F` instead of `\/` inside image addresses. */
  unicodeSlashes: boolean;
}

/**
 * A JavaScript literal as CJ inlines it: JSON except that `undefined` stands bare, and with every slash escaped, which
 * also keeps `</script>` inside a description from ending the script.
 */
export function jsLiteral(value: unknown, habit: LiteralHabit = { unicodeSlashes: false }): string {
  if (value === undefined) return "undefined";
  if (typeof value === "string")
    return JSON.stringify(value)
      .replaceAll("/", habit.unicodeSlashes && /^https?:/.test(value) ? "\\u002F" : "\\/")
      .replaceAll("<!--", "\\u003C!--");
  if (Array.isArray(value)) return `[${value.map((item) => jsLiteral(item, habit)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${jsLiteral(item, habit)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value);
}
