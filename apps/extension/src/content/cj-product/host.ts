import { TARGET } from "../../config.ts";

// Below CJ's own dialogs and menus, above its page.
export const LAYER = "900";
const KEYS = ["keydown", "keyup", "keypress", "input", "beforeinput", "change", "paste", "copy", "cut"];

export type Host = {
  readonly element: HTMLElement;
  readonly root: HTMLElement;
  moveTo(spot: { left: number; top: number }): void;
};

/**
 * One element at the end of the page with a shadow root of its own. Nothing of the page reaches in (`all: initial`, px), no
 * keystroke of ours reaches the page, and aborting the signal leaves no trace. The store build closes the root to the page.
 */
export function createHost(
  document: Document,
  { name, css, layer }: { name: string; css: string; layer: string },
  signal: AbortSignal,
): Host {
  const element = document.createElement(name);
  const shadow = element.attachShadow({ mode: TARGET === "store" ? "closed" : "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement("div");
  shadow.append(root);
  // Inline and important: a rule of the page such as `html > * { display: none }` would win over `:host`.
  const fixed = { all: "initial", position: "absolute", "z-index": layer, left: "0px", top: "0px" };
  for (const [name, value] of Object.entries(fixed)) element.style.setProperty(name, value, "important");
  for (const key of KEYS) element.addEventListener(key, (event) => event.stopPropagation(), { signal });
  // Outside <body>, which the shop's own script replaces when it moves to another product.
  document.documentElement.append(element);
  signal.addEventListener("abort", () => element.remove(), { once: true });
  return {
    element,
    root,
    moveTo({ left, top }) {
      element.style.setProperty("left", `${Math.round(left)}px`, "important");
      element.style.setProperty("top", `${Math.round(top)}px`, "important");
    },
  };
}
