import {
  embeddedListing,
  findProductCards,
  listingData,
  readListingCard,
  type ListingProduct,
} from "@nexusone/cj/page";
import type { FeatureDeps } from "../features.ts";

export type DrawnCard = ListingProduct & { readonly element: Element };

const PATIENCE_MS = 300;

/**
 * Tells which products the page shows now, in the order drawn, and again when cards are added, recycled or removed. Reading
 * waits for an idle moment of the page, and a card that was read is not read again.
 */
export function watchCards(
  { document, url, hosts, signal }: Omit<FeatureDeps, "send">,
  changed: (cards: readonly DrawnCard[]) => void,
): void {
  const view = document.defaultView;
  if (!view) return;
  let known = new Map<string, DrawnCard>();
  let embedded: Map<string, ListingProduct> | undefined;
  const read = (pid: string, element: Element): DrawnCard => {
    const before = known.get(pid);
    if (before?.element === element && !before.incomplete) return before;
    embedded ??= embeddedListing(listingData(document));
    return { ...readListingCard(pid, element, embedded.get(pid)), element };
  };
  const look = () => {
    waiting = 0;
    const cards = findProductCards(document, url, { hosts }).map(({ pid, card }) => read(pid, card));
    known = new Map(cards.map((card) => [card.pid, card]));
    changed(cards);
  };
  let waiting = 0;
  const later = () => (waiting ||= view.requestIdleCallback(look, { timeout: PATIENCE_MS }));
  const observer = new MutationObserver(later);
  observer.observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["href"],
  });
  signal.addEventListener(
    "abort",
    () => {
      observer.disconnect();
      view.cancelIdleCallback(waiting);
    },
    { once: true },
  );
  later();
}
