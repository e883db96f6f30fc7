/** A decimal as the reader would type it: "12.40" is "12,40" in French. Fields take both signs back. */
export function typedText(decimal: string, locale: string): string {
  const sign = new Intl.NumberFormat(locale).formatToParts(1.1).find(({ type }) => type === "decimal")?.value;
  return decimal.replace(".", sign ?? ".");
}
