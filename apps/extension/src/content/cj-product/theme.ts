export type Theme = "light" | "dark";

const SYSTEM_DARK = "(prefers-color-scheme: dark)";

/** The page's own ground decides; a page that paints none leaves it to the system. */
export function themeOf(document: Document): Theme {
  const view = document.defaultView;
  if (!view) return "light";
  for (const element of [document.body, document.documentElement]) {
    const ground = element && darkness(view.getComputedStyle(element).backgroundColor);
    if (ground) return ground;
  }
  return view.matchMedia(SYSTEM_DARK).matches ? "dark" : "light";
}

/** Dark or light for an opaque colour as computed styles write it, undefined for a see-through one. */
export function darkness(color: string): Theme | undefined {
  const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (!color.startsWith("rgb") || red === undefined || green === undefined || blue === undefined || alpha < 0.5)
    return undefined;
  return 0.299 * red + 0.587 * green + 0.114 * blue < 110 ? "dark" : "light";
}

/** Calls back when the page or the system changes sides. */
export function watchTheme(document: Document, signal: AbortSignal, changed: () => void): void {
  const observer = new MutationObserver(changed);
  const attributes = { attributes: true, attributeFilter: ["class", "style", "data-theme"] };
  observer.observe(document.documentElement, attributes);
  if (document.body) observer.observe(document.body, attributes);
  document.defaultView?.matchMedia(SYSTEM_DARK).addEventListener("change", changed, { signal });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}
