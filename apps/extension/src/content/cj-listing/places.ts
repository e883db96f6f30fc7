import type { DrawnCard } from "./cards.ts";

/** The upper edge of a card's picture, in pixels from the corner of our own layer; absent while the card is not shown. */
export type Place = { readonly left: string; readonly top: string; readonly width: string };

const INSET = 8;

/**
 * Keeps the places of the marks: measured together, once a frame at most, when cards or the page change size and when something
 * scrolls inside the page. A place that stayed is the same object, so that nothing is drawn for it.
 */
export function watchPlaces(
  document: Document,
  layer: Element,
  signal: AbortSignal,
  moved: (places: ReadonlyMap<string, Place>) => void,
) {
  const view = document.defaultView;
  let cards: readonly DrawnCard[] = [];
  let places = new Map<string, Place>();
  let frame = 0;
  const measure = () => {
    frame = 0;
    const origin = layer.getBoundingClientRect();
    const next = new Map<string, Place>();
    for (const { pid, element } of cards) {
      const box = (element.querySelector("img") ?? element).getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      const place = {
        left: `${Math.round(box.left - origin.left + INSET)}px`,
        top: `${Math.round(box.top - origin.top + INSET)}px`,
        width: `${Math.round(box.width - 2 * INSET)}px`,
      };
      const before = places.get(pid);
      const stayed = before && before.left === place.left && before.top === place.top && before.width === place.width;
      next.set(pid, stayed ? before : place);
    }
    const same = next.size === places.size && [...next].every(([pid, place]) => places.get(pid) === place);
    places = next;
    if (!same) moved(places);
  };
  const later = () => {
    if (!signal.aborted) frame ||= view?.requestAnimationFrame(measure) ?? 0;
  };
  const sizes = new ResizeObserver(later);
  view?.addEventListener("resize", later, { signal });
  // The page's own scrolling moves our layer along; a list that scrolls by itself does not.
  const scrolled = (event: Event) => event.target !== document && later();
  document.addEventListener("scroll", scrolled, { signal, capture: true, passive: true });
  signal.addEventListener(
    "abort",
    () => {
      sizes.disconnect();
      view?.cancelAnimationFrame(frame);
    },
    { once: true },
  );
  return (shown: readonly DrawnCard[]): void => {
    const before = new Set(cards.map(({ element }) => element));
    const after = new Set(shown.map(({ element }) => element));
    for (const element of before) if (!after.has(element)) sizes.unobserve(element);
    for (const element of after) if (!before.has(element)) sizes.observe(element);
    if (document.body) sizes.observe(document.body);
    cards = shown;
    later();
  };
}
