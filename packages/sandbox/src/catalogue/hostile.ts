import type { CatalogueProduct } from "./product.ts";

/** Runs wherever it is taken for markup, and then leaves a trace in the page and on the network. */
export const HOSTILE_TEXT = `"'><img src=x onerror="window.__pwned=1;new Image().src='https://beacon.invalid/x'"><svg/onload=window.__pwned=1></script><script>window.__pwned=1</script>`;

/** The product as a malicious seller would describe it: markup in name, options, values, material and description. */
export function hostile(product: CatalogueProduct): CatalogueProduct {
  return {
    ...product,
    nameEn: `${product.nameEn} ${HOSTILE_TEXT}`,
    namesZh: [HOSTILE_TEXT],
    optionNames: product.optionNames.map((name) => `${name}${HOSTILE_TEXT}`),
    materialEn: HOSTILE_TEXT,
    descriptionHtml: `<p onclick="window.__pwned=1">Fine</p>${HOSTILE_TEXT}<a href="javascript:window.__pwned=1">More</a><iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>`,
    variants: product.variants.map((variant) => ({
      ...variant,
      key: `${variant.key}${HOSTILE_TEXT}`,
      values: variant.values.map((value) => `${value}${HOSTILE_TEXT}`),
    })),
  };
}
