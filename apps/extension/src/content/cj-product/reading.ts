import { readProductSummary, type NotProductReason, type ProductSummary } from "@nexusone/cj/page";

export type Read = ProductSummary | { notProduct: NotProductReason };

const LOOK_AGAIN_MS = 150;
const GIVE_UP_MS = 10_000;

/**
 * Reads the product once the page has drawn it. After in-page navigation the address is already the next product's while the
 * page still shows the last one; that is "skeleton", and the page is read again when it changes.
 */
export async function readWhenDrawn(
  document: Document,
  url: URL,
  hosts: readonly string[],
  signal: AbortSignal,
): Promise<Read> {
  const read = () => readProductSummary(document, url, { hosts });
  const first = read();
  if (!undrawn(first)) return first;
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const done = (result: Read) => {
      observer.disconnect();
      clearTimeout(timer);
      clearTimeout(giveUp);
      resolve(result);
    };
    const look = () => {
      timer = undefined;
      const result = read();
      if (!undrawn(result)) done(result);
    };
    const observer = new MutationObserver(() => (timer ??= setTimeout(look, LOOK_AGAIN_MS)));
    const giveUp = setTimeout(() => done(read()), GIVE_UP_MS);
    observer.observe(document.documentElement, { childList: true, subtree: true, characterData: true });
    signal.addEventListener("abort", () => done(first), { once: true });
  });
}

const undrawn = (read: Read): boolean => "notProduct" in read && read.notProduct === "skeleton";
