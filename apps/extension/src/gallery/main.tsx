import type { Locale } from "@nexusone/contracts/locale";
import { render } from "../draw/render.ts";
import { Card } from "../content/cj-product/card.tsx";
import listingCss from "../content/cj-listing/listing.css?inline";
import css from "../content/cj-product/card.css?inline";
import type { Theme } from "../content/cj-product/theme.ts";
import { WORDS } from "../content/words.ts";
import { Options } from "../options/options.tsx";
import optionsCss from "../options/options.css?inline";
import panelCss from "../panel/panel.css?inline";
import { Panel } from "../panel/panel.tsx";
import { Popup } from "../popup/popup.tsx";
import popupCss from "../popup/popup.css?inline";
import { cardOf, READING } from "./sample-card.ts";
import { DriftSample, ListingSample } from "./sample-listing.tsx";
import { optionsSend, panelSend } from "./sample-queue.ts";
import { popupSend } from "./sample-popup.ts";
import {
  CARD_STATES,
  DRIFT_STATES,
  LISTING_STATES,
  OPTIONS_STATES,
  PANEL_STATES,
  POPUP_STATES,
  STATES,
  type CardStateName,
  type DriftStateName,
  type ListingStateName,
  type OptionsStateName,
  type PanelStateName,
} from "./states.ts";

// `?state=NAME` shows one; `?sheet=card`, `popup`, `panel`, `options`, `listing` or `drift` all of a kind beside each other.
const query = new URLSearchParams(location.search);
const locale: Locale = query.get("locale") === "fr" ? "fr" : "en";
const theme: Theme = query.get("theme") === "dark" ? "dark" : "light";
const main = document.getElementById("root");

/** A shadow root, as on a page. */
function shadowed(styles: string): { host: HTMLElement; root: HTMLElement } {
  const host = document.createElement("nexusone-card");
  host.style.cssText = "display:block";
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement("div");
  root.dataset["theme"] = theme;
  shadow.append(root);
  return { host, root };
}

/** Marks and bar, in a frame of a phone's width that stands for the window. */
function listing(name: ListingStateName): HTMLElement {
  const { host, root } = shadowed(listingCss);
  host.style.cssText = "display:block;position:relative;transform:translateZ(0);width:388px;height:420px";
  render(<ListingSample name={name} locale={locale} />, root);
  return host;
}

function drift(name: DriftStateName): HTMLElement {
  const { host, root } = shadowed(css);
  render(<DriftSample name={name} locale={locale} />, root);
  return host;
}

function card(name: CardStateName): HTMLElement {
  const { host, root } = shadowed(css);
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

/** Popup, panel and options own their page: their styles are the document's. */
function page(name: Exclude<(typeof STATES)[number], CardStateName | ListingStateName | DriftStateName>): HTMLElement {
  const root = document.createElement("div");
  if (isPanel(name)) render(<Panel send={panelSend(name, locale)} every={() => undefined} />, root);
  else if (isOptions(name)) render(<Options send={optionsSend(name, locale)} />, root);
  else render(<Popup send={popupSend(name, locale)} inTab={name === "popup-tab"} />, root);
  return root;
}

const isCard = (name: string): name is CardStateName => CARD_STATES.some((state) => state === name);
const isPanel = (name: string): name is PanelStateName => PANEL_STATES.some((state) => state === name);
const isOptions = (name: string): name is OptionsStateName => OPTIONS_STATES.some((state) => state === name);

const isListing = (name: string): name is ListingStateName => LISTING_STATES.some((state) => state === name);
const isDrift = (name: string): name is DriftStateName => DRIFT_STATES.some((state) => state === name);
const figureOf = (name: (typeof STATES)[number]): HTMLElement =>
  isCard(name) ? card(name) : isListing(name) ? listing(name) : isDrift(name) ? drift(name) : page(name);

function show(names: readonly (typeof STATES)[number][]): void {
  if (!main) return;
  document.documentElement.style.colorScheme = theme;
  document.body.style.cssText = `margin:0;background:${theme === "dark" ? "#0d0f13" : "#f4f5f7"}`;
  main.style.cssText = "display:flex;flex-wrap:wrap;gap:20px;align-items:flex-start;padding:16px";
  if (names.some((name) => !isCard(name) && !isListing(name) && !isDrift(name))) {
    const style = document.createElement("style");
    style.textContent = [
      popupCss,
      panelCss,
      optionsCss,
      ".popup{background:var(--ground)}.popup.panel,.popup.options{width:min(100vw - 32px,360px)}",
    ].join("\n");
    document.head.append(style);
  }
  for (const name of names) {
    const figure = document.createElement("figure");
    figure.id = name;
    figure.style.margin = "0";
    figure.append(figureOf(name));
    main.append(figure);
  }
}

const SHEETS = {
  ...{ card: CARD_STATES, popup: POPUP_STATES, panel: PANEL_STATES, options: OPTIONS_STATES },
  ...{ listing: LISTING_STATES, drift: DRIFT_STATES },
};
const sheet = Object.entries(SHEETS).find(([name]) => name === query.get("sheet"));
show(sheet?.[1] ?? STATES.filter((name) => name === query.get("state")));
