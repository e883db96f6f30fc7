/** Hosts that serve CJ's shop; no language subdomains are known (facts B1). Matched exactly, port included. */
export const CJ_HOSTS: readonly string[] = [
  "cjdropshipping.com",
  "www.cjdropshipping.com",
  "m.cjdropshipping.com",
  "app.cjdropshipping.com",
];

/** `hosts`: further hosts to accept, such as "127.0.0.1:3100" in development. */
export type PageOptions = { hosts?: readonly string[] };

const PID = /^(?:\d{6,25}|[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12})$/i;
const PRODUCT_PATH = /^\/product\/([^/]+?)(?:\.html)?\/?$/;
const LISTING_PATH = /^\/(?:list\/(?:.*-l-[\dA-Za-z-]+|all)\.html|(search)(?:\/[^/]*)?)$/;
const OLD_PRODUCT_PATH = /^\/(?:[^/]+\/)*product-detail\.html$/;

/**
 * The product a CJ address points at, in any of its forms: `/product/<slug>-p-<pid>.html`, `/product/<pid>[.html]` and
 * `product-detail.html?id=<pid>`. The slug is decorative and may itself contain "-p-": the last one counts (Q35).
 * `pid` is digits or an upper-case UUID, `vid` the preselected variant. Undefined for every other address.
 */
export function parseProductUrl(
  address: string | URL,
  options: PageOptions = {},
): { pid: string; vid?: string } | undefined {
  const url = cjUrl(address, options);
  if (!url) return undefined;
  const last = PRODUCT_PATH.exec(url.pathname)?.[1];
  const written =
    last === undefined
      ? OLD_PRODUCT_PATH.test(url.pathname) && url.searchParams.get("id")
      : last.slice(last.lastIndexOf("-p-") + 1).replace(/^p-/, "");
  const pid = normalPid(written);
  const vid = normalPid(url.searchParams.get("vid"));
  return pid ? { pid, ...(vid && { vid }) } : undefined;
}

/** Whether an address lists products: "category" for `/list/<slug>-l-<id>.html`, "search" for `/search/<words>.html` and `/search?…`. */
export function listingKind(address: URL, options: PageOptions = {}): "category" | "search" | undefined {
  const [found, search] = (cjUrl(address, options) && LISTING_PATH.exec(address.pathname)) ?? [];
  return found === undefined ? undefined : search ? "search" : "category";
}

/** The address as a URL when it is http(s) on one of CJ's hosts or of the caller's. */
export function cjUrl(address: string | URL, { hosts = [] }: PageOptions): URL | undefined {
  if (typeof address === "string" && !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const known = CJ_HOSTS.includes(url.host) || hosts.includes(url.host);
  return known && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** A product or variant id in CJ's own spelling; null when it is none. UUIDs are upper case at CJ. */
export function normalPid(value: unknown): string | null {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === "string" && PID.test(text.trim()) ? text.trim().toUpperCase() : null;
}

/**
 * CJ's own path of a product page: lower case, commas, quotes, question marks and "&" (with the space before it) dropped,
 * spaces to dashes, the rest percent-encoded (CJ-dropshipping/api-mcp src/utils/product-href.ts, 2026-05).
 */
export function productPath(name: string, pid: string): string {
  const slug = name
    .toLowerCase()
    .replace(/,|\s?&|['?]/g, "")
    .trim()
    .replace(/\s+/g, "-");
  return `/product/${encodeURIComponent(slug)}-p-${pid}.html`;
}
