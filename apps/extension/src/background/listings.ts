import { MarginEstimates } from "@nexusone/contracts/estimates";
import css from "../content/cj-listing/listing.css?inline";
import { LISTING_WORDS } from "../content/cj-listing/words.ts";
import type { Refusal } from "../refusal.ts";
import type { ListingOpening, Selected, TileView } from "../views.ts";
import { refusing, type Call } from "./api.ts";
import type { ImportVerbs } from "./imports.ts";
import { estimatedTile, pricedTile, type Listed } from "./present-tile.ts";
import { readerOf } from "./refused.ts";
import { local, session, setLocal, type Stores } from "./stores.ts";

/** What one import from a page takes. */
const MOST_SELECTED = 120;

type Deps = {
  readonly stores: Stores;
  readonly call: Call;
  readonly imports: Pick<ImportVerbs, "preview">;
  readonly builtInServer: string;
};

/** What category and search pages ask: stored margins, one preview on a click, and a selection that outlives the page. */
export function createListings({ stores, call, imports, builtInServer }: Deps) {
  const reader = () => readerOf(stores, builtInServer);
  // Two pages may select at once; each change reads what the one before it wrote.
  let turn: Promise<unknown> = Promise.resolve();

  /** Of the paired shop alone: what was chosen for another one is not offered to it. */
  async function selection(): Promise<Selected[]> {
    const pairing = await local(stores, "pairing");
    const kept = await local(stores, "selection");
    return pairing && kept?.merchantId === pairing.merchantId ? kept.items : [];
  }

  async function change(add: readonly Selected[], remove: readonly string[]): Promise<Selected[]> {
    const pairing = await local(stores, "pairing");
    if (!pairing) return [];
    const items = new Map((await selection()).map((item) => [item.pid, item]));
    for (const pid of remove) items.delete(pid);
    for (const item of add) if (items.size < MOST_SELECTED) items.set(item.pid, item);
    const next = [...items.values()];
    await setLocal(stores, { selection: { merchantId: pairing.merchantId, items: next } });
    return next;
  }

  return {
    async open(paired: boolean, ended: Refusal | null): Promise<Omit<ListingOpening, "check">> {
      const { locale } = await reader();
      const hinted = (await session(stores, "hinted")) ?? false;
      return { paired, ended, locale, words: LISTING_WORDS[locale], css, selection: await selection(), hinted };
    },
    select({ add, remove }: { add: readonly Selected[]; remove: readonly string[] }): Promise<Selected[]> {
      const next = turn.then(() => change(add, remove));
      turn = next.catch(() => undefined);
      return next;
    },
    /** No call to CJ: what the server has stored. */
    async estimate(items: readonly Listed[]): Promise<TileView[]> {
      const asked = items.map(({ pid, minUsd, maxUsd }) => ({ externalId: pid, minUsd, maxUsd }));
      const answer = await call((client) => client.catalog.estimateMargins.mutate({ items: asked }));
      const { items: found, currency } = await refusing(async () => MarginEstimates.parse(answer));
      const byPid = new Map(found.map((one) => [one.externalId, one]));
      const who = await reader();
      return items.map((item) => estimatedTile(item, byPid.get(item.pid), currency, who));
    },
    async price(item: Listed): Promise<TileView> {
      return pricedTile(item, await imports.preview(item.pid), await reader());
    },
  };
}
