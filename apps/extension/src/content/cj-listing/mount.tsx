import { render } from "../../draw/render.ts";
import { createHost } from "../cj-product/host.ts";
import { themeOf, watchTheme } from "../cj-product/theme.ts";
import { openFeature, type FeatureDeps } from "../features.ts";
import { Bar } from "./bar.tsx";
import { watchCards } from "./cards.ts";
import { createListing } from "./controller.ts";
import { Marks } from "./marks.tsx";
import { watchPlaces, type Place } from "./places.ts";

const STILL_THERE_MS = 2_000;

/** Runs on CJ's category and search pages: marks the cards, imports what is selected, is gone without a trace on abort. */
export async function mountListing(deps: FeatureDeps): Promise<void> {
  const { document, send } = deps;
  const reply = await send("listing.open", {}).catch(() => undefined);
  if (!reply?.ok || deps.signal.aborted) return;
  const opening = reply.value;
  if (!opening.paired && opening.hinted) return;
  const gone = new AbortController();
  const signal = AbortSignal.any([deps.signal, gone.signal]);
  const host = createHost(document, { name: "nexusone-listing", css: opening.css, layer: "auto" }, signal);
  const view = document.defaultView;
  let places: ReadonlyMap<string, Place> = new Map();
  const dismiss = () => {
    listing.dismiss();
    gone.abort();
  };
  const draw = () => {
    if (signal.aborted) return;
    host.root.dataset["theme"] = themeOf(document);
    const { words, locale } = opening;
    render(
      <div lang={locale} dir="ltr">
        {listing.state.paired && <Marks {...{ listing, places, words }} />}
        <Bar {...{ listing, words }} onClose={dismiss} />
      </div>,
      host.root,
    );
  };
  const listing = createListing({ ...deps, signal }, opening, draw);
  const place = watchPlaces(document, host.element, signal, (moved) => {
    places = moved;
    draw();
  });
  watchCards({ ...deps, signal }, (cards) => {
    listing.show(cards);
    place(cards);
  });
  watchTheme(document, signal, draw);
  const comeBack = () => document.visibilityState === "visible" && void listing.comeBack();
  document.addEventListener("visibilitychange", comeBack, { signal });
  view?.addEventListener("pageshow", (event) => event.persisted && comeBack(), { signal });
  view?.addEventListener("focus", () => listing.state.paired || comeBack(), { signal });
  // An extension that was updated or removed tells nobody: its marks would stay and answer nothing.
  const alive = setInterval(() => chrome.runtime?.id || gone.abort(), STILL_THERE_MS);
  signal.addEventListener(
    "abort",
    () => {
      clearInterval(alive);
      render(null, host.root);
    },
    { once: true },
  );
  if (opening.check && opening.paired) void openFeature("canary", deps);
  void listing.look();
}
