import { findCjConnection, markCjConnection, type CjConnectionRow } from "@nexusone/db/queries/cj-connections";
import {
  changeCjWebhook,
  findCjWebhook,
  type CjWebhookChange,
  type CjWebhookRow,
} from "@nexusone/db/queries/cj-webhooks";
import { findRunUnderWay } from "@nexusone/db/queries/inventory-runs";
import { webhookFigures } from "@nexusone/db/system/inbox";
import { withLease } from "@nexusone/db/leases";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { randomUUID } from "node:crypto";
import { addMs, HOUR_MS, MINUTE_MS } from "../../clock.ts";
import type { ServiceContext } from "../../context.ts";
import { DomainError, isDomainError } from "../../errors.ts";
import { deadlineIn, INTERACTIVE_MS, sleep } from "../../deadline.ts";
import { beginRun } from "../../inventory/start-sync.ts";
import { inMerchantTx } from "../../transaction.ts";
import { OPEN_ID_PURPOSE } from "../connection.ts";
import { withCj } from "../gateway.ts";
import { addressOf, standingAddress } from "./address.ts";
import { tellWebhook } from "./tell-webhook.ts";

/** CJ says at no cost whether it still sends. */
const LOOK_EVERY_MS = HOUR_MS;
/** Another process may look this long after the one at it died. */
const LEASE_MS = 5_000;
const LOOK_AGAIN_MS = 100;
/** A gap waits for the sync that is under way. */
const BUSY_MS = 5 * MINUTE_MS;
const LONGEST_PAUSE_MS = 6 * HOUR_MS;
/** CJ stops sending below 80 % of success (facts A9); of a few messages nothing follows. */
const MOST_REFUSED_BPS = 2_000;
const FEWEST = 10;

type Address = { readonly connection: CjConnectionRow; readonly row: CjWebhookRow };

/**
 * Sees to it that CJ tells us of changes: registers our address, looks every hour whether CJ still sends, registers anew when
 * it stopped, and has read again what may have been missed. What goes wrong stands on the row with the time of the next
 * attempt. Calls CJ; safe to repeat.
 */
export async function keepCjWebhook(ctx: ServiceContext): Promise<void> {
  const lease = { name: `cj-webhook:${ctx.merchantId}`, holder: randomUUID(), ttlMs: LEASE_MS };
  const deadline = deadlineIn(INTERACTIVE_MS);
  // One at a time: of two that ask CJ together, the later answer need not be the newer one.
  while (!(await withLease(ctx.platform.db, lease, () => keep(ctx)))) {
    if (deadline.leftMs() <= 0) throw new DomainError("cj.unavailable");
    await sleep(LOOK_AGAIN_MS);
  }
}

async function keep(ctx: ServiceContext): Promise<void> {
  const address = await inMerchantTx(ctx, async (tx): Promise<Address | undefined> => {
    const connection = await findCjConnection(tx);
    return connection && { connection, row: await standingAddress(tx, ctx, connection) };
  });
  if (!address || address.row.state === "unreachable") return;
  try {
    if (address.row.state === "registered" && (await stillSends(ctx, address))) return;
    await register(ctx, address);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await putOff(ctx, address, error);
  }
}

/** Asks CJ. False when it does not send any more: then there is a gap. */
async function stillSends(ctx: ServiceContext, { connection, row }: Address): Promise<boolean> {
  const { openId, callbacks } = await withCj(ctx, ({ client }) => client.getSettings());
  const { clock, keyring } = ctx.platform;
  const url = addressOf(ctx, row);
  const sends = callbacks.some(({ topic, enabled, urls }) => topic === "product" && enabled && urls.includes(url));
  await inMerchantTx(ctx, async (tx) => {
    // The secret of signatures is whatever the account says now.
    if (openId !== null && openId !== openIdOf(ctx, connection))
      await markCjConnection(tx, connection.id, { openIdSealed: keyring.seal(openId, OPEN_ID_PURPOSE) });
    if (sends) await noteSending(tx, ctx, row, (await refusesMany(tx, ctx, row)) ? "cj.webhook_failing" : null);
    else await move(tx, ctx, row, { state: "wanted", reason: "cj.webhook_off", gapSince: row.gapSince ?? clock.now() });
  });
  return sends;
}

function openIdOf({ platform }: ServiceContext, { openIdSealed }: CjConnectionRow): string | undefined {
  return openIdSealed === null ? undefined : platform.keyring.open(openIdSealed, OPEN_ID_PURPOSE);
}

async function refusesMany(tx: MerchantTx, { platform }: ServiceContext, { keyHash }: CjWebhookRow): Promise<boolean> {
  const { received, refused } = await webhookFigures(tx, keyHash, addMs(platform.clock.now(), -HOUR_MS));
  return received >= FEWEST && refused * 10_000 >= received * MOST_REFUSED_BPS;
}

/** Tells CJ our address, which it calls at once. */
async function register(ctx: ServiceContext, { row }: Address): Promise<void> {
  // From here on the call without signature that CJ makes to look whether we answer is answered.
  await inMerchantTx(ctx, (tx) => changeCjWebhook(tx, row.id, { state: "registering" }));
  await withCj(ctx, ({ client }) => client.setWebhooks(addressOf(ctx, row)));
  await inMerchantTx(ctx, async (tx) => {
    const stored = await findCjWebhook(tx);
    if (stored?.id !== row.id) return;
    await noteSending(tx, ctx, stored, stored.gapSince === null ? null : "cj.webhook_off");
  });
}

/** CJ sends. What may have been missed before is read again, once a sync under way has ended. */
async function noteSending(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: CjWebhookRow,
  reason: ReasonCode | null,
): Promise<void> {
  const now = ctx.platform.clock.now();
  const begun = row.gapSince !== null && (await beginRun(tx, ctx, "gap", { of: "due", now }));
  const busy = row.gapSince !== null && !begun && (await findRunUnderWay(tx)) !== undefined;
  await move(tx, ctx, row, {
    state: "registered",
    reason,
    attempts: 0,
    alive: true,
    gapSince: busy ? row.gapSince : null,
    nextAt: addMs(now, busy ? BUSY_MS : LOOK_EVERY_MS),
    ...(row.state !== "registered" && { registeredAt: now }),
  });
}

/** It is tried again by itself, less and less often. */
async function putOff(ctx: ServiceContext, { row }: Address, failure: DomainError): Promise<void> {
  const reason = failure.reason === "cj.rejected" ? "cj.webhook_refused" : failure.reason;
  const pause = Math.min(LONGEST_PAUSE_MS, MINUTE_MS * 2 ** Math.min(row.attempts, 10));
  await inMerchantTx(ctx, (tx) =>
    move(tx, ctx, row, {
      // A look that failed says nothing about whether CJ sends.
      state: row.state === "registered" ? "registered" : "wanted",
      reason,
      attempts: row.attempts + 1,
      nextAt: addMs(ctx.platform.clock.now(), pause),
    }),
  );
}

async function move(
  tx: MerchantTx,
  ctx: ServiceContext,
  row: CjWebhookRow,
  change: CjWebhookChange & Pick<CjWebhookRow, "state" | "reason">,
): Promise<void> {
  await changeCjWebhook(tx, row.id, change);
  if (change.state !== row.state || change.reason !== row.reason) await tellWebhook(tx, ctx, change);
}
