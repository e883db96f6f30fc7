import { findRunUnderWay, hasDueRetries, type SyncScope } from "@nexusone/db/queries/inventory-runs";
import { updateInventorySettings } from "@nexusone/db/queries/inventory-settings";
import { listMerchantsToSync } from "@nexusone/db/system/inventory";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { SyncTrigger } from "@nexusone/contracts/inventory-terms";
import type { ServiceContext } from "../context.ts";
import { jobContext } from "../imports/importer.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import { followAlerts } from "./follow-alerts.ts";
import { ensureSettings, nextRunOf } from "./settings.ts";
import { beginRun, enqueueRun } from "./start-sync.ts";

const AT_ONCE = 200;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/**
 * Begins the syncs whose time has come, takes up those that waited or were left behind by a process that died, and reads again
 * what failed before. For a cron; safe to repeat.
 */
export async function sweepSyncs(platform: Platform): Promise<void> {
  for (const merchantId of await listMerchantsToSync(platform.db, platform.clock.now(), AT_ONCE)) {
    const ctx = jobContext(platform, merchantId, "sweep-syncs", NOBODY);
    await inMerchantTx(ctx, (tx) => sweepMerchant(tx, ctx));
  }
}

async function sweepMerchant(tx: MerchantTx, ctx: ServiceContext): Promise<void> {
  const now = ctx.platform.clock.now();
  const settings = await ensureSettings(tx, ctx);
  const present = await findRunUnderWay(tx);
  if (present) {
    if (present.state === "running" || (present.resumesAt && present.resumesAt <= now))
      await enqueueRun(tx, ctx, present.id);
    // One that only follows messages may have no end: what is due joins it.
    if (present.trigger !== "message") return;
  }
  if (settings.nextRunAt && settings.nextRunAt <= now) {
    await updateInventorySettings(tx, { nextRunAt: await nextRunOf(tx, settings, now) });
    await begin(tx, ctx, "schedule", { of: "due", now });
  } else if (await hasDueRetries(tx, now)) await begin(tx, ctx, "retry", { of: "retries", now });
}

/** With nothing to read there is at least what is in stock to look at. */
async function begin(tx: MerchantTx, ctx: ServiceContext, trigger: SyncTrigger, scope: SyncScope): Promise<void> {
  if (!(await beginRun(tx, ctx, trigger, scope))) await followAlerts(tx, ctx);
}
