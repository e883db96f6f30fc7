import { parseAmount } from "@nexusone/contracts/money";

/** One variant as it is typed. */
export type VariantLine = {
  readonly key: number;
  readonly label: string;
  readonly sku: string;
  readonly price: string;
  readonly cost: string;
  readonly stock: string;
};
export const emptyLine = (key: number): VariantLine => ({ key, label: "", sku: "", price: "", cost: "", stock: "" });

export const LINE_FIELDS = ["price", "cost", "stock"] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** Minor units as typed; null for nothing, undefined for what is no amount. */
export function amountOrNull(text: string, currency: string): number | null | undefined {
  if (text.trim() === "") return null;
  const minor = parseAmount(text, currency);
  return minor === undefined || minor < 0 ? undefined : minor;
}

/** Units as typed; null for nothing, undefined for what is no count. */
export function unitsOrNull(text: string): number | null | undefined {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  if (plain === "") return null;
  return /^\d{1,8}$/.test(plain) ? Number(plain) : undefined;
}

/** The fields of a line that cannot be understood. A price there must be. */
export function problemsOf(line: VariantLine, currency: string): readonly LineField[] {
  return LINE_FIELDS.filter((field) => {
    if (field === "stock") return unitsOrNull(line.stock) === undefined;
    const minor = amountOrNull(line[field], currency);
    return minor === undefined || (field === "price" && minor === null);
  });
}

/** Lines as the server takes them; ask `problemsOf` first. */
export const toVariants = (lines: readonly VariantLine[], currency: string) =>
  lines.map(({ label, sku, price, cost, stock }) => ({
    ...(label.trim() && { label: label.trim() }),
    sku: sku.trim() || null,
    priceMinor: amountOrNull(price, currency) ?? 0,
    costMinor: amountOrNull(cost, currency) ?? null,
    stock: unitsOrNull(stock) ?? null,
  }));
