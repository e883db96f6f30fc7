import {
  InventorySettings,
  SaveInventorySettingsInput,
  type InventorySettingsView,
} from "@nexusone/contracts/inventory";
import {
  DEFAULT_LOW_STOCK_AT,
  DEFAULT_POLICIES,
  DEFAULT_PRICE_NOISE_BPS,
  DEFAULT_STOCK_NOISE_BPS,
} from "@nexusone/contracts/inventory-terms";
import {
  findInventorySettings,
  insertInventorySettings,
  updateInventorySettings,
  type InventorySettingsRow,
} from "@nexusone/db/queries/inventory-settings";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { followAlerts } from "./follow-alerts.ts";
import { nextRun, quietMinute } from "./next-run.ts";

type Settings = z.output<typeof InventorySettings>;

/** How the merchant follows suppliers; ours until they say otherwise: every night, and nothing is sold that may lose money. */
export function getInventorySettings(ctx: ServiceContext): Promise<InventorySettingsView> {
  authorize(ctx, "catalog:read");
  return readMerchant(ctx, async (tx) => viewOf(ctx, await timezoneOf(tx), await findInventorySettings(tx)));
}

/**
 * Changes what was given. A new schedule counts from now; new thresholds raise and end alerts at once. What waits for somebody's
 * word already goes on waiting until the next reading.
 */
export async function saveInventorySettings(
  ctx: ServiceContext,
  rawInput: z.input<typeof SaveInventorySettingsInput>,
): Promise<InventorySettingsView> {
  authorize(ctx, "settings:manage");
  const given = SaveInventorySettingsInput.parse(rawInput);
  return inMerchantTx(ctx, async (tx) => {
    const timezone = await timezoneOf(tx);
    const before = await ensureSettings(tx, ctx);
    const { policies, ...rest } = given;
    const change = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const after: Settings = {
      ...InventorySettings.parse(before),
      ...change,
      policies: { ...before.policies, ...policies },
    };
    const fields = (Object.keys(after) as (keyof Settings)[]).filter(
      (field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]),
    );
    if (fields.length === 0) return viewOf(ctx, timezone, before);
    const timed = fields.some((field) => field === "schedule" || field === "atMinute" || field === "weekday");
    const nextRunAt = timed ? nextRun(ctx.platform.clock.now(), after, timezone) : before.nextRunAt;
    await updateInventorySettings(tx, { ...after, nextRunAt });
    if (fields.includes("lowStockAt")) await followAlerts(tx, ctx);
    await recordEvent(tx, ctx, "inventory.settings_saved", { fields }, { kind: "merchant", id: ctx.merchantId });
    return viewOf(ctx, timezone, { ...before, ...after, nextRunAt });
  });
}

/** The merchant's settings, locked; made when there are none yet. */
export async function ensureSettings(tx: MerchantTx, ctx: ServiceContext): Promise<InventorySettingsRow> {
  const found = await findInventorySettings(tx, true);
  if (found) return found;
  const ours = defaultsOf(ctx);
  const nextRunAt = nextRun(ctx.platform.clock.now(), ours, await timezoneOf(tx));
  await insertInventorySettings(tx, { ...ours, nextRunAt });
  const made = await findInventorySettings(tx, true);
  if (!made) throw new DomainError("request.not_found");
  return made;
}

/** When the merchant's schedule comes round next. */
export const nextRunOf = async (tx: MerchantTx, settings: Settings, now: Date): Promise<Date | null> =>
  nextRun(now, settings, await timezoneOf(tx));

const defaultsOf = ({ merchantId }: ServiceContext): Settings => ({
  schedule: "daily",
  atMinute: quietMinute(merchantId),
  weekday: 1,
  policies: DEFAULT_POLICIES,
  priceNoiseBps: DEFAULT_PRICE_NOISE_BPS,
  stockNoiseBps: DEFAULT_STOCK_NOISE_BPS,
  lowStockAt: DEFAULT_LOW_STOCK_AT,
});

function viewOf(ctx: ServiceContext, timezone: string, row: InventorySettingsRow | undefined): InventorySettingsView {
  const settings = row ? InventorySettings.parse(row) : defaultsOf(ctx);
  const nextRunAt = row ? row.nextRunAt : nextRun(ctx.platform.clock.now(), settings, timezone);
  return { ...settings, timezone, nextRunAt: nextRunAt?.toISOString() ?? null };
}

async function timezoneOf(tx: MerchantTx): Promise<string> {
  const row = await findMerchantWithRate(tx);
  if (!row) throw new DomainError("request.not_found");
  return row.merchant.timezone;
}
