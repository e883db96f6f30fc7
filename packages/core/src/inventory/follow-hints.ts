import { putHints, takeDueHints } from "@nexusone/db/queries/inventory-hints";
import { listMerchantsWithDueHints } from "@nexusone/db/system/inventory";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { readNext } from "./start-sync.ts";

/** One change at a supplier is told in several messages: they are waited for. */
const WAIT_MS = 2_000;
/** A product that is spoken of all day long is read this often at most. */
const SPACING_MS = 5 * MINUTE_MS;
const PRODUCTS = 500;
const MERCHANTS = 200;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/** A supplier said that these products changed: however often it says so, they are read again once, soon. */
export const hintProducts = (tx: MerchantTx, ctx: ServiceContext, productIds: readonly string[]): Promise<void> =>
  putHints(tx, productIds, { now: ctx.platform.clock.now(), waitMs: WAIT_MS, spacingMs: SPACING_MS });

/** Hands what is due to the syncs of its merchants, ahead of everything else there. Safe to repeat. */
export async function sweepHints(platform: Platform): Promise<void> {
  for (const merchantId of await listMerchantsWithDueHints(platform.db, platform.clock.now(), MERCHANTS)) {
    const ctx = jobContext(platform, merchantId, "follow-hints", NOBODY);
    await inMerchantTx(ctx, async (tx) => {
      const due = await takeDueHints(tx, platform.clock.now(), PRODUCTS);
      if (due.length > 0) await readNext(tx, ctx, due);
      failpoint("inventory.hints.before_commit");
    });
  }
}
