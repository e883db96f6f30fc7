import type { Random } from "../random.ts";
import type { ProductCore } from "./core.ts";

/** Marks the places of picture addresses: the reader of a product puts the sandbox's own origin in front. */
export const ORIGIN_MARK = "{origin}";

/**
 * The supplier's HTML: null or empty for some, and for one in six with a script and an event handler. They only set
 * `window.__supplierHtmlRan`, so that a test sees at once who ran hostile text.
 */
export function describe(core: ProductCore, imagePaths: readonly string[], random: Random): string | null {
  const kind = random.int(1, 24);
  if (kind === 1) return null;
  if (kind === 2) return "";
  const material = random.pick(core.leaf.materials);
  const hostile = kind <= 6;
  const pictures = imagePaths
    .slice(1, 4)
    .map(
      (path) =>
        `<p style="width:1200px"><img src="${ORIGIN_MARK}${path}?x-oss-process=image/resize,m_fill,w_800"/></p>`,
    );
  return [
    `<p><b>Product information:</b><br/>Material: ${material} &amp; more<br/>Category: ${core.leaf.name.replaceAll("&", "&amp;")}<br/>`,
    `Notes: measured by hand, please allow 1-2 cm of difference ${random.pick(["✨", "🧡", "📦", "👌"])}</p>`,
    `<p><b>Packing list:</b><br/>1 x ${core.nameEn.replaceAll("&", "&amp;")}</p>`,
    `<p><b>Product image:</b></p>`,
    ...pictures,
    ...(hostile
      ? [
          `<img src='data:image/png;base64,AAAA' onerror="window.__supplierHtmlRan='onerror'"><script>window.__supplierHtmlRan='script'</script>`,
        ]
      : []),
  ].join("");
}
