import type { ProductSummary } from "@nexusone/cj/page";
import { render } from "../../draw/render.ts";
import type { Send } from "../../send.ts";
import type { CardOpening } from "../../views.ts";
import { Card } from "./card.tsx";
import { createController } from "./controller.ts";
import { watchPageVariant } from "./page-variant.ts";
import { readWhenDrawn } from "./reading.ts";
import { createHost } from "./host.ts";
import { createPosition } from "./position.ts";
import type { CardState } from "./state.ts";
import { themeOf, watchTheme } from "./theme.ts";

export type MountDeps = {
  readonly document: Document;
  readonly url: URL;
  /** Further hosts that show CJ's pages, such as the sandbox's. */
  readonly hosts: readonly string[];
  readonly send: Send;
  readonly signal: AbortSignal;
};

/** Runs on CJ's product pages: reads the product, draws its card, and is gone without a trace when the signal aborts. */
export async function mountCard(deps: MountDeps): Promise<void> {
  const { document, url, hosts, send, signal } = deps;
  const read = await readWhenDrawn(document, url, hosts, signal);
  if (signal.aborted) return;
  const reading = "notProduct" in read ? undefined : read;
  const controller = createController({ pid: reading?.pid ?? "", reading, url, send, signal });
  const opening = await controller.look();
  if (!opening || signal.aborted) return;
  if ("notProduct" in read) {
    // Said once per browser session and to paired people only; the page stays as it is.
    const removed = read.notProduct === "removed";
    if (!opening.paired || (opening.told && !removed)) return;
    if (!removed) controller.keep({ told: true });
    show(deps, opening, controller, undefined);
    return controller.unread(removed ? "removed" : "unreadable");
  }
  show(deps, opening, controller, read);
  await controller.begin(opening);
}

type Controller = ReturnType<typeof createController>;

/** Draws the card anew at each change of its state, its page or its place. */
function show(
  { document, url, hosts, signal }: MountDeps,
  opening: CardOpening,
  controller: Controller,
  reading: ProductSummary | undefined,
): void {
  const host = createHost(document, opening.css, signal);
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
  };
  const fold = (wanted: boolean) => {
    // A note about an unreadable page is read and gone; folding it would fold the cards of all products to come.
    if (!reading) return host.element.remove();
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
