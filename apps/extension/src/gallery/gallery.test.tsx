// @vitest-environment happy-dom
import { render } from "../draw/render.ts";
import { afterEach, describe, expect, it } from "vitest";
import { Card } from "../content/cj-product/card.tsx";
import { WORDS } from "../content/words.ts";
import { Options } from "../options/options.tsx";
import { Panel } from "../panel/panel.tsx";
import { Popup } from "../popup/popup.tsx";
import { cardOf, READING } from "./sample-card.ts";
import { DriftSample, ListingSample } from "./sample-listing.tsx";
import { popupSend } from "./sample-popup.ts";
import { optionsSend, panelSend } from "./sample-queue.ts";
import { CARD_STATES, DRIFT_STATES, LISTING_STATES, OPTIONS_STATES, PANEL_STATES, POPUP_STATES } from "./states.ts";

const nothing = async () => undefined;
const turn = () => new Promise((done) => setTimeout(done, 5));

describe.each(["en", "fr"] as const)("in %s", (locale) => {
  let root: HTMLElement;
  afterEach(() => {
    render(null, root);
    root.remove();
  });
  const place = () => {
    root = document.createElement("div");
    document.body.append(root);
    return root;
  };

  it.each(CARD_STATES)("draws %s with a name for every control", async (name) => {
    const { state, folded, readable } = cardOf(name, locale);
    const controller = {
      ...{ preview: nothing, import: nothing, undo: nothing, draft: nothing, pair: nothing, facets: nothing },
    };
    render(
      <Card
        {...{ state, folded, locale, controller, pageVid: undefined, words: WORDS[locale] }}
        {...{ onFold: nothing, onMove: nothing, onDrag: nothing, onDrop: nothing }}
        reading={readable ? READING : undefined}
        strange={name === "card-unreadable"}
      />,
      place(),
    );
    await turn();
    complete(root);
  });

  it.each(LISTING_STATES)("draws %s with a name for every control", async (name) => {
    render(<ListingSample name={name} locale={locale} />, place());
    complete(root);
  });

  it.each(DRIFT_STATES)("draws %s with a name for every control", async (name) => {
    render(<DriftSample name={name} locale={locale} />, place());
    complete(root);
  });

  it.each(POPUP_STATES)("draws %s with a name for every control", async (name) => {
    render(<Popup send={popupSend(name, locale)} inTab={name === "popup-tab"} />, place());
    await turn();
    complete(root);
  });

  it.each(PANEL_STATES)("[UIX-03] draws %s with a name for every control", async (name) => {
    render(<Panel send={panelSend(name, locale)} every={nothing} />, place());
    await turn();
    complete(root);
  });

  it.each(OPTIONS_STATES)("[UIX-03] draws %s with a name for every control", async (name) => {
    render(<Options send={optionsSend(name, locale)} />, place());
    await turn();
    complete(root);
  });
});

/** Something to read, no unfilled place in a sentence, and every control has words. */
function complete(root: HTMLElement): void {
  expect(root.textContent).toMatch(/\w{2}/);
  expect(root.textContent).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
  for (const control of root.querySelectorAll("button, a, input, select")) {
    const label = control.getAttribute("aria-label") ?? control.closest("label")?.textContent ?? control.textContent;
    expect({ control: control.outerHTML.slice(0, 80), label: /\S/.test(label ?? "") }).toMatchObject({ label: true });
  }
}
