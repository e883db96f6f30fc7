import type { Locale } from "@nexusone/contracts/locale";
import { render } from "../draw/render.ts";
import { Card } from "../content/cj-product/card.tsx";
import css from "../content/cj-product/card.css?inline";
import type { Theme } from "../content/cj-product/theme.ts";
import { WORDS } from "../content/words.ts";
import { Popup } from "../popup/popup.tsx";
import popupCss from "../popup/popup.css?inline";
import { cardOf, READING } from "./sample-card.ts";
import { popupSend } from "./sample-popup.ts";
import { CARD_STATES, POPUP_STATES, STATES, type CardStateName, type PopupStateName } from "./states.ts";

// `?state=NAME` shows one; `?sheet=card` or `?sheet=popup` all of them beside each other.
const query = new URLSearchParams(location.search);
const locale: Locale = query.get("locale") === "fr" ? "fr" : "en";
const theme: Theme = query.get("theme") === "dark" ? "dark" : "light";
const main = document.getElementById("root");

/** A card in a shadow root, as on a page. */
function card(name: CardStateName): HTMLElement {
  const host = document.createElement("nexusone-card");
  host.style.cssText = "display:block";
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement("div");
  root.dataset.theme = theme;
  shadow.append(root);
  const { state, folded, readable } = cardOf(name, locale);
  const nothing = async () => undefined;
  render(
    <Card
      state={state}
      reading={readable ? READING : undefined}
      strange={name === "card-unreadable"}
      locale={locale}
      words={WORDS[locale]}
      pageVid={undefined}
      folded={folded}
      onFold={nothing}
      onMove={nothing}
      onDrag={nothing}
      onDrop={nothing}
      controller={{
        preview: nothing,
        import: nothing,
        undo: nothing,
        draft: nothing,
        pair: nothing,
        facets: async () => ({ categories: ["Rain Jackets", "Boots"], tags: ["outdoor", "winter"] }),
      }}
    />,
    root,
  );
  return host;
}

/** The popup, which owns its page: its styles are the document's. */
function popup(name: PopupStateName): HTMLElement {
  const root = document.createElement("div");
  render(<Popup send={popupSend(name, locale)} inTab={name === "popup-tab"} />, root);
  return root;
}

const isCard = (name: string): name is CardStateName => CARD_STATES.some((state) => state === name);

function show(names: readonly (typeof STATES)[number][]): void {
  if (!main) return;
  document.documentElement.style.colorScheme = theme;
  document.body.style.cssText = `margin:0;background:${theme === "dark" ? "#0d0f13" : "#f4f5f7"}`;
  main.style.cssText = "display:flex;flex-wrap:wrap;gap:20px;align-items:flex-start;padding:16px";
  if (names.some((name) => !isCard(name))) {
    // The popup follows the system; the pictures choose, so its two palettes are taken apart here.
    const style = document.createElement("style");
    const dark = /@media \(prefers-color-scheme: ?dark\) ?\{\s*(:root ?\{[^}]*\})\s*\}/;
    style.textContent = popupCss.replace(dark, theme === "dark" ? "$1" : "") + ".popup{background:var(--ground)}";
    document.head.append(style);
  }
  for (const name of names) {
    const figure = document.createElement("figure");
    figure.id = name;
    figure.style.margin = "0";
    figure.append(isCard(name) ? card(name) : popup(name));
    main.append(figure);
  }
}

const sheet = query.get("sheet");
const wanted = STATES.filter((name) => name === query.get("state"));
show(sheet === "card" ? CARD_STATES : sheet === "popup" ? POPUP_STATES : wanted);
