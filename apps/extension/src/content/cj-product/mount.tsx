import { parseProductUrl, type ProductSummary } from "@nexusone/cj/page";
import { render } from "../../draw/render.ts";
import type { CardOpening } from "../../views.ts";
import { openFeature, type FeatureDeps } from "../features.ts";
import { Card } from "./card.tsx";
import { createController } from "./controller.ts";
import { watchPageVariant } from "./page-variant.ts";
import { readWhenDrawn } from "./reading.ts";
import { createHost, LAYER } from "./host.ts";
import { createPosition } from "./position.ts";
import type { CardState } from "./state.ts";
import { themeOf, watchTheme } from "./theme.ts";

/** Runs on CJ's product pages: reads the product, draws its card, and is gone without a trace when the signal aborts. */
export async function mountCard(deps: FeatureDeps): Promise<void> {
  const { document, url, hosts, send, signal } = deps;
  const read = await readWhenDrawn(document, url, hosts, signal);
  if (signal.aborted) return;
  const reading = "notProduct" in read ? undefined : read;
  const why = "notProduct" in read ? read.notProduct : undefined;
  // The address names the product: what cannot be read here is asked of CJ.
  const { pid = "" } = parseProductUrl(url, { hosts }) ?? {};
  const controller = createController({ pid, reading, url, send, signal });
  const opening = await controller.look();
  if (!opening || signal.aborted || (why && !opening.paired)) return;
  // Said once per browser session.
  const strange = why === "no_price_or_name" && !opening.told;
  if (strange) controller.keep({ told: true });
  show(deps, opening, controller, reading, strange);
  if (why === "removed") return controller.removed();
  if (opening.paired && (opening.check || why)) void openFeature("canary", deps);
  await controller.begin(opening);
}

type Controller = ReturnType<typeof createController>;

/** Draws the card anew at each change of its state, its page or its place. */
function show(
  deps: FeatureDeps,
  opening: CardOpening,
  controller: Controller,
  reading: ProductSummary | undefined,
  strange: boolean,
): void {
  const { document, url, hosts, signal } = deps;
  const host = createHost(document, { name: "nexusone-card", css: opening.css, layer: LAYER }, signal);
  const position = createPosition(document, host, opening.place, signal, (place) => controller.keep({ place }));
  let state: CardState = controller.state;
  let vid: string | undefined;
  let folded = opening.collapsed;
  const draw = () => {
    if (signal.aborted || state.at === "opening") return;
    host.root.dataset.theme = themeOf(document);
    render(
      <Card
        state={state}
        reading={reading}
        strange={strange}
        locale={opening.locale}
        words={opening.words}
        pageVid={vid}
        folded={folded}
        onFold={fold}
        onMove={position.move}
        onDrag={position.drag}
        onDrop={position.drop}
        controller={controller}
      />,
      host.root,
    );
    position.settle(folded);
    // What became of it at CJ is not asked for anything else.
    if (!folded && state.at === "ready" && state.preview.existing)
      void openFeature("drift", { ...deps, card: host.root });
  };
  const fold = (wanted: boolean) => {
    // A note is read and gone; folding it would fold the cards of all products to come.
    if (state.at === "removed") return host.element.remove();
    folded = wanted;
    controller.keep({ collapsed: wanted });
    if (!wanted && state.at === "resting") void controller.preview();
    draw();
  };
  controller.onDraw((changed) => {
    state = changed;
    draw();
  });
  position.onCrowded(() => {
    folded = true;
    draw();
  });
  if (reading) {
    const pages = { document, url, hosts, pid: reading.pid, signal };
    watchPageVariant(pages, reading.variants, (chosen) => {
      vid = chosen;
      draw();
    });
  }
  watchTheme(document, signal, draw);
  // Back from the popup, where pairing may have happened.
  const lookAgain = async () => {
    if (state.at !== "unpaired") return;
    const now = await controller.look();
    if (now?.paired) await controller.begin(now);
  };
  document.defaultView?.addEventListener("focus", () => void lookAgain(), { signal });
  document.addEventListener("visibilitychange", () => void lookAgain(), { signal });
  signal.addEventListener("abort", () => render(null, host.root), { once: true });
}
