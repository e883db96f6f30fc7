import type { Place } from "../../views.ts";
import { placeAt, spotFor } from "./dock.ts";
import type { Host } from "./host.ts";

const FULL_HEIGHT = 470;

/** Keeps the card docked: finds its spot when its size or the window changes, until the person moves it somewhere. */
export function createPosition(
  document: Document,
  host: Host,
  remembered: Place | null,
  signal: AbortSignal,
  keep: (place: Place) => void,
) {
  let place = remembered;
  let spot = { left: 0, top: 0 };
  let size = { width: 0, height: 0 };
  let folded = false;
  let crowded: () => void = () => undefined;
  let asked = false;
  let moved = false;
  let last: { clientX: number; clientY: number } | undefined;

  function settle(nowFolded: boolean): void {
    folded = nowFolded;
    const box = host.element.getBoundingClientRect();
    // Room for the whole card from the start, so that it does not jump when the numbers arrive.
    size = { width: box.width, height: folded ? box.height : Math.max(box.height, FULL_HEIGHT) };
    const found = spotFor(document, host.element, size, place);
    spot = { left: found.left, top: found.top };
    host.moveTo(spot);
    // No room beside CJ's own controls: once, the card folds itself; opened by hand it stays open.
    if (!found.clear && !folded && !asked) {
      asked = true;
      crowded();
    }
  }

  /** Moves by a drag or an arrow key; kept only when it ends. */
  function move(dx: number, dy: number): void {
    if (dx === 0 && dy === 0) return;
    moved = true;
    spot = { left: Math.max(0, spot.left + dx), top: Math.max(0, spot.top + dy) };
    host.moveTo(spot);
  }

  const view = document.defaultView;
  let frame = 0;
  const later = () => {
    if (!view) return;
    view.cancelAnimationFrame(frame);
    frame = view.requestAnimationFrame(() => settle(folded));
  };
  view?.addEventListener("resize", later, { signal });
  signal.addEventListener("abort", () => view?.cancelAnimationFrame(frame), { once: true });

  return {
    settle,
    onCrowded(listener: () => void) {
      crowded = listener;
    },
    move,
    drag({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }, held: boolean): void {
      if (held && last) move(clientX - last.clientX, clientY - last.clientY);
      last = { clientX, clientY };
    },
    drop(): void {
      if (!moved) return;
      moved = false;
      place = placeAt(document, spot, size);
      keep(place);
      settle(folded);
    },
  };
}
