import type { Place } from "../../views.ts";

export type Box = { left: number; top: number; right: number; bottom: number };
export type Size = { width: number; height: number };

const GAP = 12;
const STEP = 32;
// What a visitor may want to press or must be able to read. The card stands beside it, never on it.
const CONTROLS =
  'a[href], button, input, select, textarea, label, summary, [role="button"], [role="option"], [onclick], [class*="priceBox"]';
const ANCHORS = ['[class*="priceBox"]', "h1"];

/**
 * The free spot nearest to the anchor. `clear` is false when every spot would cover something; the spot that covers least is
 * given then, and the card starts as a pill.
 */
export function findSpot(area: Size, anchor: Box | undefined, size: Size, taken: readonly Box[]) {
  const wanted = { left: (anchor?.right ?? area.width) + GAP, top: Math.max(GAP, anchor?.top ?? 0) };
  const lefts = [wanted.left, area.width - size.width - GAP, (anchor?.left ?? 0) - size.width - GAP, GAP];
  let best = { left: GAP, top: GAP, clear: false };
  let least = Number.POSITIVE_INFINITY;
  for (const left of lefts) {
    if (left < 0 || left + size.width > area.width) continue;
    for (let top = wanted.top % STEP; top + size.height <= area.height; top += STEP) {
      const box = { left, top, right: left + size.width, bottom: top + size.height };
      const covered = taken.filter((other) => overlaps(box, other)).length;
      const cost = covered * 10_000 + Math.abs(left - wanted.left) + 2 * Math.abs(top - wanted.top);
      if (cost >= least) continue;
      least = cost;
      best = { left, top, clear: covered === 0 };
    }
  }
  return best;
}

const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right + 4 && b.left < a.right + 4 && a.top < b.bottom + 4 && b.top < a.bottom + 4;

/** Boxes of the page's own controls, and of the price, in document coordinates. */
export function obstacles(document: Document, host: Element): { taken: Box[]; anchor: Box | undefined } {
  const shift = { x: document.defaultView?.scrollX ?? 0, y: document.defaultView?.scrollY ?? 0 };
  const boxOf = (element: Element): Box => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left: left + shift.x, top: top + shift.y, right: right + shift.x, bottom: bottom + shift.y };
  };
  const drawn = (box: Box) => box.right > box.left && box.bottom > box.top;
  const taken = [...document.querySelectorAll(CONTROLS)]
    .filter((element) => element !== host)
    .map(boxOf)
    .filter(drawn);
  const anchor = ANCHORS.flatMap((selector) => [...document.querySelectorAll(selector)].map(boxOf)).find(drawn);
  return { taken, anchor };
}

/** Where the card goes: where the person left it, else the free spot near the price. */
export function spotFor(document: Document, host: Element, size: Size, remembered: Place | null) {
  const root = document.documentElement;
  const view = document.defaultView;
  const area = { width: root.clientWidth, height: (view?.scrollY ?? 0) + (view?.innerHeight ?? root.clientHeight) };
  if (remembered) {
    const left = area.width - remembered.right - size.width;
    return { left: clamp(left, 0, area.width - size.width), top: Math.max(0, remembered.top), clear: true };
  }
  const { taken, anchor } = obstacles(document, host);
  return findSpot(area, anchor, size, taken);
}

/** The same spot as it is remembered: by its distance from the right, because the price is on the right at every width. */
export const placeAt = (document: Document, spot: { left: number; top: number }, size: Size): Place => ({
  right: Math.round(document.documentElement.clientWidth - spot.left - size.width),
  top: Math.round(spot.top),
});

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, Math.max(low, high)));
