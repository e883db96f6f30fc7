import type { ExtensionAccountView } from "@nexusone/contracts/extension";
import { PairingCode } from "@nexusone/contracts/extension";
import { CommitImportInput, CreateDraftInput, UndoImportInput } from "@nexusone/contracts/imports";
import { Tags } from "@nexusone/contracts/catalog";
import { CjProductId, PreviewRowId, ProductId } from "@nexusone/contracts/ids";
import { LOCALES } from "@nexusone/contracts/locale";
import { PAGE_KINDS, PAGE_SELECTORS } from "@nexusone/contracts/page-reports";
import { PriceRuleSchema } from "@nexusone/contracts/pricing";
import { z } from "zod";
import type {
  CardOpening,
  CardPreview,
  Drafted,
  DriftView,
  Facets,
  ImportedRow,
  ListingOpening,
  OptionsView,
  PopupView,
  QueueUndone,
  QueueView,
  Selected,
  TileView,
} from "./views.ts";

/**
 * Everything the parts of the extension may ask the background. `from: "page"` messages come from content scripts, which are
 * treated as strangers; `from: "extension"` ones are refused unless one of our own pages sent them. Only the background
 * imports this file's values: the content script knows their types alone.
 */
const ask = <Output>() => {
  return <Input extends z.ZodType>(from: "page" | "extension", input: Input) => ({
    from,
    input,
    output: undefined as Output | undefined,
  });
};

const Place = z.object({ right: z.number().min(-2_000).max(20_000), top: z.number().min(-2_000).max(200_000) });
const Nothing = z.object({});
const BatchSettings = z.object({
  priceRule: PriceRuleSchema.optional(),
  categoryName: z.string().trim().min(1).max(80).optional(),
  tags: Tags.optional(),
});
const QueueItem = z.object({
  pid: CjProductId,
  name: z.string().max(500).nullable(),
  imageUrl: z.string().max(2_000).nullable(),
});
const InBatch = z.object({ batchId: z.uuid() });
/** A listing may name as many products as one import from a page takes. */
const MOST_CARDS = 120;
const Usd = z.string().regex(/^\d{1,15}\.\d{2,12}$/);
const Listed = z.object({ pid: CjProductId, minUsd: Usd.nullable(), maxUsd: Usd.nullable() });

export const protocol = {
  "card.open": ask<CardOpening>()("page", Nothing),
  "card.keep": ask<null>()(
    "page",
    z.object({ place: Place.nullable().optional(), collapsed: z.boolean().optional(), told: z.boolean().optional() }),
  ),
  "page.load": ask<null>()("page", z.object({ feature: z.enum(["listing", "drift", "canary"]) })),
  "page.report": ask<null>()(
    "page",
    z.strictObject({
      page: z.enum(PAGE_KINDS),
      failed: z.array(z.enum(PAGE_SELECTORS)).max(PAGE_SELECTORS.length),
    }),
  ),
  "drift.compare": ask<DriftView>()("page", z.object({ pid: CjProductId })),
  "drift.fix": ask<DriftView>()("page", z.object({ pid: CjProductId, productId: ProductId })),
  "listing.open": ask<ListingOpening>()("page", Nothing),
  "listing.keep": ask<null>()("page", z.object({ hinted: z.literal(true) })),
  "listing.estimate": ask<TileView[]>()("page", z.object({ items: z.array(Listed).min(1).max(MOST_CARDS) })),
  "listing.price": ask<TileView>()("page", Listed),
  "listing.select": ask<Selected[]>()(
    "page",
    z.object({ add: z.array(QueueItem).max(MOST_CARDS), remove: z.array(CjProductId).max(MOST_CARDS) }),
  ),
  "catalog.facets": ask<Facets>()("page", Nothing),
  "imports.preview": ask<CardPreview>()("page", z.object({ pid: CjProductId })),
  "imports.commit": ask<ImportedRow>()("page", CommitImportInput),
  "imports.undo": ask<ImportedRow>()("page", UndoImportInput),
  "imports.createDraft": ask<Drafted>()("page", CreateDraftInput),
  "queue.add": ask<QueueView>()(
    "page",
    z.object({ items: z.array(QueueItem).min(1).max(120), settings: BatchSettings.optional() }),
  ),
  "queue.get": ask<QueueView>()("page", Nothing),
  "queue.commit": ask<QueueView>()(
    "page",
    InBatch.extend({ leaveOut: z.array(PreviewRowId).max(500), settings: BatchSettings.optional() }),
  ),
  "queue.discard": ask<QueueView>()("page", InBatch),
  "queue.retry": ask<QueueView>()("page", InBatch),
  "queue.reprice": ask<QueueView>()("extension", InBatch.extend({ priceRule: PriceRuleSchema.nullable() })),
  "queue.pause": ask<QueueView>()("extension", InBatch.extend({ paused: z.boolean() })),
  "queue.undo": ask<QueueUndone>()("extension", InBatch.extend({ force: z.boolean() })),
  "panel.open": ask<null>()("page", Nothing),
  "pairing.show": ask<null>()("page", Nothing),
  "popup.open": ask<PopupView>()("extension", Nothing),
  "pairing.describe": ask<PopupView>()(
    "extension",
    z.object({ code: PairingCode, serverUrl: z.string().trim().max(300) }),
  ),
  "pairing.confirm": ask<PopupView>()("extension", Nothing),
  "pairing.dismiss": ask<PopupView>()("extension", Nothing),
  "account.get": ask<ExtensionAccountView>()("extension", Nothing),
  "account.disconnect": ask<PopupView>()("extension", Nothing),
  "options.get": ask<OptionsView>()("extension", Nothing),
  "options.keep": ask<OptionsView>()(
    "extension",
    z.object({ language: z.enum(LOCALES).nullable().optional(), defaults: BatchSettings.optional() }),
  ),
  "options.forget": ask<OptionsView>()("extension", Nothing),
  "imports.list": ask<ImportedRow[]>()("extension", Nothing),
};

export type Name = keyof typeof protocol;
export type Input<N extends Name> = z.input<(typeof protocol)[N]["input"]>;
export type Parsed<N extends Name> = z.output<(typeof protocol)[N]["input"]>;
export type Output<N extends Name> = NonNullable<(typeof protocol)[N]["output"]> | NullOf<N>;
type NullOf<N extends Name> = null extends (typeof protocol)[N]["output"] ? null : never;
