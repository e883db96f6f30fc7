import { textList } from "./text.ts";

// One picture is served from several hosts under the same path, see docs/facts.md (CJ, B1; scraped pages of 2026-01).
const CJ_IMAGE_HOST = /(?:^|\.)cjdropshipping\.com$|^cc-west-usa\.oss-[a-z0-9-]+\.aliyuncs\.com$/;
const DERIVED = /(?:_trans|_fine)\.\w+$/;
const MAX_URL_LENGTH = 2048;

/**
 * An absolute https address without CJ's resize parameter, or null for anything that is no picture on the web.
 * http is raised to https, except where a port is named: CJ never does, a simulated CJ without TLS always does.
 */
export function imageUrl(value: unknown): string | null {
  if (typeof value !== "string" || value.length > MAX_URL_LENGTH) return null;
  const written = value.trim();
  if (!/^(?:https?:)?\/\//i.test(written)) return null;
  const url = parse(written.startsWith("//") ? `https:${written}` : written);
  if (!url || url.username || url.password) return null;
  if (url.protocol === "http:" && url.port === "") url.protocol = "https:";
  url.searchParams.delete("x-oss-process");
  return url.href;
}

/** Every distinct picture of the given fields in order, with derived copies folded into their original (Q34). */
export function imageList(...values: unknown[]): string[] {
  const byPicture = new Map<string, string>();
  for (const address of values.flatMap(textList)) {
    const url = imageUrl(address);
    if (!url) continue;
    const key = pictureKey(url);
    const kept = byPicture.get(key);
    if (!kept || (DERIVED.test(kept) && !DERIVED.test(url))) byPicture.set(key, url);
  }
  return [...byPicture.values()];
}

/** Equal for two addresses of one picture: other CJ host, `_trans`/`_fine` copy, resize query. */
export function pictureKey(address: string): string {
  const url = new URL(address);
  const path = url.pathname.replace(/(?:_trans|_fine)?\.\w+$/, "");
  return CJ_IMAGE_HOST.test(url.hostname) ? path : url.host + path + url.search;
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
