/** The part of Chrome's navigation API that is used. Patching `history` would not work: this script has its own copy of it. */
export type Navigations = Pick<EventTarget, "addEventListener">;

/**
 * Runs `visit` for the page shown now and for each one the site moves to without loading, with a signal that is aborted when it
 * is left. Addresses with the same key are one page: choosing a variant changes the address and not the product.
 */
export function watchPages(
  place: { readonly href: string },
  navigations: Navigations,
  keyOf: (url: URL) => string | undefined,
  visit: (url: URL, signal: AbortSignal) => void,
): void {
  let key: string | undefined;
  let stay: AbortController | undefined;
  const look = () => {
    const url = new URL(place.href);
    const next = keyOf(url);
    if (next === key) return;
    stay?.abort();
    key = next;
    if (next === undefined) return;
    stay = new AbortController();
    visit(url, stay.signal);
  };
  navigations.addEventListener("currententrychange", look);
  look();
}
