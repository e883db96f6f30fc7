import type { ReasonCode } from "@nexusone/contracts/reasons";
import { insertMessages, type NewMessage } from "@nexusone/db/queries/channel-events";
import { claimWebhooks, settleWebhooks, type ClaimedBody } from "@nexusone/db/system/inbox";
import { withSystem } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { databaseUnavailable, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import type { CutMessage } from "./channel.ts";
import { CHANNELS } from "./channels.ts";
import { followSoon } from "./follow-messages-job.ts";
import { openBody } from "./sealed-body.ts";

const BATCH = 100;
/** Another worker takes what a dead one held after this. */
const LEASE_MS = 10_000;
const MOST_ATTEMPTS = 5;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/**
 * Cuts the bodies that wait into messages of their merchants: those of one address in one transaction, which also ends their
 * turns and enqueues what follows. A body that cannot be read is refused by name and stops no other. Safe to run from several
 * processes at once. @returns how many bodies it held
 */
export async function drainInbox(platform: Platform): Promise<number> {
  let held = 0;
  for (;;) {
    const bodies = await claimWebhooks(platform.db, BATCH, LEASE_MS);
    const addresses = Map.groupBy(bodies, ({ channel, keyHash }) => `${channel}:${keyHash}`);
    for (const own of addresses.values()) await splitAll(platform, own);
    held += bodies.length;
    if (bodies.length < BATCH) return held;
  }
}

type Cut = { readonly body: ClaimedBody; readonly messages: readonly CutMessage[] };

async function splitAll(platform: Platform, bodies: readonly ClaimedBody[]): Promise<void> {
  const { channel, keyHash } = bodies[0]!; // a group has one at least
  const merchantId = await CHANNELS[channel].ownerOf(platform.db, keyHash);
  if (!merchantId) return refuse(platform, bodies, "inbox.unknown_address");
  const ctx = jobContext(platform, merchantId, "drain-inbox", NOBODY);
  const split = await CHANNELS[channel].openSplitter(ctx);
  const cut: Cut[] = [];
  for (const body of bodies) {
    try {
      cut.push({ body, messages: split(openBody(platform, body.bodySealed)) });
    } catch (error) {
      await giveUp(platform, body, error);
    }
  }
  await write(ctx, cut).catch(async (error: unknown) => {
    if (databaseUnavailable(error)) throw error;
    for (const one of cut) await write(ctx, [one]).catch((own: unknown) => giveUp(platform, one.body, own));
  });
}

/** The messages and the ends of their bodies' turns, both or neither. */
async function write(ctx: ServiceContext, cut: readonly Cut[]): Promise<void> {
  if (cut.length === 0) return;
  await inMerchantTx(ctx, async (tx) => {
    const ids = cut.map(({ body }) => body.id);
    const ended = await settleWebhooks(tx, ids, "split");
    const own = cut.filter(({ body }) => ended.has(body.id));
    let waiting = 0;
    for (const [again, some] of Map.groupBy(own, ({ body }) => body.replays > 0))
      waiting += await insertMessages(tx, onceEach(some), again);
    if (waiting > 0) await followSoon(tx, ctx);
    failpoint("inbox.drain.before_commit");
  });
}

/** Vendors repeat themselves, within a batch too. */
function onceEach(cut: readonly Cut[]): NewMessage[] {
  const rows = cut.flatMap(({ body, messages }) =>
    messages.map((message) => ({
      channel: body.channel,
      inboxId: body.id,
      receivedAt: body.receivedAt,
      ...message,
    })),
  );
  return [...new Map(rows.map((row) => [row.externalId, row])).values()];
}

/** What is wrong with the body itself no repeat cures; anything else is tried again a few times. */
async function giveUp(platform: Platform, body: ClaimedBody, error: unknown): Promise<void> {
  if (databaseUnavailable(error)) throw error;
  if (isDomainError(error)) return refuse(platform, [body], error.reason);
  platform.log.error({ err: error, bodyId: body.id }, "a body could not be split");
  if (body.attempts >= MOST_ATTEMPTS)
    await withSystem(platform.db, (tx) => settleWebhooks(tx, [body.id], "failed", "job.failed"));
}

async function refuse(platform: Platform, bodies: readonly ClaimedBody[], reason: ReasonCode): Promise<void> {
  const ids = bodies.map(({ id }) => id);
  await withSystem(platform.db, (tx) => settleWebhooks(tx, ids, "refused", reason));
}
