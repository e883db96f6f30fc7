/**
 * CJ's own slug rule (CJ-dropshipping/api-mcp, src/utils/product-href.ts): lower-case, commas dropped, `&` with the
 * space before it dropped, `'` and `?` dropped, spaces to `-`, then percent-encoded. Other characters survive encoded.
 */
export function slugOf(name: string): string {
  return encodeURIComponent(
    name.toLowerCase().replaceAll(",", "").replace(/ ?&/g, "").replace(/['?]/g, "").trim().replace(/\s+/g, "-"),
  );
}

export function productPath(name: string, pid: string): string {
  return `/product/${slugOf(name)}-p-${pid}.html`;
}

export function categoryPath(name: string, categoryId: string): string {
  return `/list/wholesale-${slugOf(name)}-l-${categoryId}.html`;
}
