import type { Locale } from "@nexusone/contracts/locale";
import { SupplierComparison } from "@nexusone/contracts/supplier-sync";
import { driftView } from "../background/drift.ts";
import { refusalOf } from "../background/refused.ts";
import { TILE_WORDS } from "../background/tile-words.ts";
import { Drift } from "../content/cj-drift/drift.tsx";
import { Bar } from "../content/cj-listing/bar.tsx";
import type { Listing } from "../content/cj-listing/controller.ts";
import { Marks } from "../content/cj-listing/marks.tsx";
import { begun, type ListingState } from "../content/cj-listing/state.ts";
import { LISTING_WORDS } from "../content/cj-listing/words.ts";
import type { TileView } from "../views.ts";
import { NOW, PICTURE, uuid } from "./sample-plan.ts";
import { sampleQueue } from "./sample-queue.ts";
import type { DriftStateName, ListingStateName } from "./states.ts";

const pidOf = (at: number) => `260314101500000${1_000 + at}`;
const reader = (locale: Locale) => ({ locale, adminUrl: "http://127.0.0.1:3000/m/demo-store" });

/** One of each kind of mark, in two columns. */
function tiles(locale: Locale): TileView[] {
  const bare = (at: number): TileView => ({ pid: pidOf(at), cost: "$6.30", imported: null, margin: null, note: null });
  const words = TILE_WORDS[locale];
  const href = `${reader(locale).adminUrl}/catalogue/${uuid(3)}`;
  return [
    { ...bare(0), margin: { say: "~ 35 %", title: words.about, tone: "good" } },
    { ...bare(1), margin: { say: "~ 8 %", title: words.underYourFloor, tone: "bad" } },
    bare(2),
    { ...bare(3), imported: { href, title: words.inCatalogue, changed: false } },
    { ...bare(4), imported: { href, title: words.changed, changed: true } },
    { ...bare(5), note: words.noQuote },
  ];
}

function stateOf(name: ListingStateName, locale: Locale): ListingState {
  const known = tiles(locale);
  const cards = known.map(({ pid }, at) => ({
    ...{ pid, name: `Product ${at + 1}`, image: PICTURE, price: { minUsd: "6.30", maxUsd: "6.30" } },
    ...{ listedCount: 12, incomplete: false, element: document.body },
  }));
  const all: ListingState = { ...begun(true, null, []), cards, tiles: new Map(known.map((tile) => [tile.pid, tile])) };
  const chosen = new Map(cards.slice(0, 2).map(({ pid }) => [pid, { pid, name: pid, imageUrl: null }]));
  const none = { ...all, cards: [] };
  switch (name) {
    case "listing-marks":
      return all;
    case "listing-selected":
      return { ...all, selected: chosen };
    case "listing-reading":
      return { ...none, batch: sampleQueue("panel-reading", locale).batches[0] };
    case "listing-triage":
      return { ...none, batch: sampleQueue("panel-triage", locale).batches[0] };
    case "listing-deciding":
      return { ...none, selected: chosen, batch: sampleQueue("panel-triage", locale).batches[0] };
    case "listing-paused":
      return { ...none, batch: sampleQueue("panel-paused", locale).batches[0] };
    case "listing-held":
      return { ...none, batch: sampleQueue("panel-held", locale).batches[0] };
    case "listing-done":
      return { ...none, batch: sampleQueue("panel-done", locale).batches[0] };
    case "listing-unpaired":
      return { ...none, paired: false };
    case "listing-not-premium":
      return { ...none, problem: refusalOf(reader(locale), "extension.premium_required") };
    case "listing-offline":
      return { ...none, problem: refusalOf(reader(locale), "extension.server_unreachable") };
  }
}

/** The marks and the bar of a name, in fixed data and one language. */
export function ListingSample({ name, locale }: { name: ListingStateName; locale: Locale }) {
  const state = stateOf(name, locale);
  const nothing = () => undefined;
  const later = async () => undefined;
  const listing: Listing = {
    ...{ state, look: later, show: nothing, toggle: nothing, selectAll: nothing, clear: nothing, price: later },
    ...{ import: later, leaveOut: nothing, commit: later, discard: later, retryBatch: later, close: nothing },
    ...{ panel: async () => null, pair: async () => null, dismiss: nothing, retry: later, comeBack: later },
  };
  const words = LISTING_WORDS[locale];
  const places = new Map(
    state.cards.map(({ pid }, at) => [
      pid,
      { left: `${8 + 190 * (at % 2)}px`, top: `${8 + 44 * Math.floor(at / 2)}px`, width: "170px" },
    ]),
  );
  return (
    <div lang={locale}>
      {state.cards.length > 0 && <Marks {...{ listing, places, words }} />}
      <Bar {...{ listing, words }} onClose={nothing} />
    </div>
  );
}

/** What became of an imported product, of a name. */
export function DriftSample({ name, locale }: { name: DriftStateName; locale: Locale }) {
  const same = name === "drift-same";
  const before = { minCostUsd: "11.05", maxCostUsd: "12.40", stock: 20_137, marginBps: 3_510 };
  const variants = [
    ["Black-S", "11.05", "12.90"],
    ["Black-XL", "12.40", "14.00"],
  ] as const;
  const found = SupplierComparison.parse({
    productId: uuid(3),
    before,
    now: same ? before : { minCostUsd: "12.90", maxCostUsd: "14.00", stock: 8_400, marginBps: 2_840 },
    changes: same
      ? []
      : variants.map(([label, from, to], at) => ({
          ...{ field: "costUsd", variantId: uuid(50 + at), label, from, to, owner: "supplier" },
        })),
    readAt: new Date(NOW - 300_000).toISOString(),
    currency: "EUR",
    fromCache: false,
  });
  const view =
    name === "drift-updated"
      ? driftView({ ...found, before: found.now, changes: [] }, locale, NOW, found.changes)
      : driftView(found, locale, NOW);
  const nothing = () => undefined;
  return (
    <section class="card" lang={locale}>
      <div class="body">
        <Drift state={{ at: name === "drift-fixing" ? "fixing" : "read", view }} onRead={nothing} onFix={nothing} />
      </div>
    </section>
  );
}
