import type { Page } from "playwright-core";

const TALLEST = 2_400;

/**
 * The heading is there, pictures and fonts have loaded, and nothing in view still waits. A screen that is about waiting shows its
 * placeholders instead.
 */
export async function settled(page: Page, waits = false): Promise<void> {
  if (waits) {
    // Inside the frame: before it stands, a whole page of placeholders does.
    await page.locator("#main .animate-pulse").first().waitFor();
    return;
  }
  await page.getByRole("heading").first().waitFor();
  await page.waitForFunction(() => {
    // The foot of a long list waits below the fold until somebody scrolls there.
    const inView = (element: Element) => {
      const { top, bottom, width } = element.getBoundingClientRect();
      // Nor does what a list of its own keeps out of sight.
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (!["auto", "scroll"].includes(getComputedStyle(box).overflowY)) continue;
        const edges = box.getBoundingClientRect();
        if (top >= edges.bottom || bottom <= edges.top) return false;
      }
      return width > 0 && top < innerHeight && bottom > 0;
    };
    const pictures = [...document.images].filter((image) => !image.complete && inView(image));
    const busy = [...document.querySelectorAll('[aria-busy="true"], .animate-pulse, .animate-spin')].filter(inView);
    return pictures.length === 0 && busy.length === 0 && document.fonts.status === "loaded";
  });
}

/** The frame scrolls inside itself, so a page is made as tall as its content. Under a dialog one sees what fits, as people do. */
export async function grow(page: Page, width: number): Promise<void> {
  const missing = await page.evaluate(() => {
    if (document.querySelector('[role="dialog"], [role="menu"]')) return 0;
    const scrollers = [...document.querySelectorAll("html, main, main *")].filter(
      (element) => element.localName === "html" || ["auto", "scroll"].includes(getComputedStyle(element).overflowY),
    );
    return Math.max(
      0,
      ...scrollers.map(({ scrollHeight, clientHeight }) => (clientHeight > 200 ? scrollHeight - clientHeight : 0)),
    );
  });
  const height = page.viewportSize()?.height ?? 0;
  if (missing > 0) await page.setViewportSize({ width, height: Math.min(TALLEST, height + missing) });
}
