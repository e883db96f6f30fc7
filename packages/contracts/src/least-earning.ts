type Sold = { readonly reason: string | null; readonly margin: { readonly profitMinor: number } | null };

/** The variant that earns least: what is promised for a product is its weakest. Undefined when none can be sold. */
export function leastEarning<V extends Sold>(variants: readonly V[]): V | undefined {
  const sold = variants.filter(({ reason }) => reason === null);
  return sold.reduce<V | undefined>(
    (least, variant) =>
      !least || (variant.margin?.profitMinor ?? Infinity) < (least.margin?.profitMinor ?? Infinity) ? variant : least,
    undefined,
  );
}
