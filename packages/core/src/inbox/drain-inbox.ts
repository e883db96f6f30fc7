import type { MerchantId } from "@nexusone/contracts/ids";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { insertMessages, type NewMessage } from "@nexusone/db/queries/channel-events";
import { claimWebhooks, settleWebhooks, type ClaimedBody } from "@nexusone/db/system/inbox";
import { withSystem, type MerchantTx } from "@nexusone/db/with-merchant";
import { databaseUnavailable, isDomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { jobContext } from "../imports/importer.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";
import type { SplitBody } from "./channel.ts";
import { CHANNELS } from "./channels.ts";
import { followSoon } from "./follow-messages-job.ts";
import { openBody } from "./sealed-body.ts";

const BATCH = 100;
/** Another worker takes what a dead one held after this. */
const LEASE_MS = 10_000;
const MOST_ATTEMPTS = 5;
const NOBODY = { userId: null, name: "", extensionSessionId: null };

/**
 * Cuts the bodies that wait into messages of their merchants. Those of one address and one merchant in one transaction, which also
 * enqueues what follows; the last merchant that a body speaks to ends its turn, and until then a repeat adds nothing. A body that
 * cannot be read is refused by name and stops no other. Safe to run from several processes at once. @returns how many it held
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

type Cut = { readonly body: ClaimedBody; readonly split: Extract<SplitBody, { of: unknown }> };

async function splitAll(platform: Platform, bodies: readonly ClaimedBody[]): Promise<void> {
  const opened: { readonly body: ClaimedBody; readonly bytes: Uint8Array }[] = [];
  for (const body of bodies) {
    try {
      opened.push({ body, bytes: openBody(platform, body.bodySealed) });
    } catch (error) {
      await giveUp(platform, body, error);
    }
  }
  const cuts: Cut[] = [];
  for (const { body, split } of await cut(platform, opened)) {
    if ("refusal" in split) await refuse(platform, body, split.refusal);
    else cuts.push({ body, split });
  }
  await write(platform, cuts).catch(async (error: unknown) => {
    if (databaseUnavailable(error)) throw error;
    for (const one of cuts) await write(platform, [one]).catch((own: unknown) => giveUp(platform, one.body, own));
  });
}

type Opened = { readonly body: ClaimedBody; readonly bytes: Uint8Array };

/** All at once; when that fails, each for itself, so that one of them costs no other. */
async function cut(
  platform: Platform,
  opened: readonly Opened[],
): Promise<{ readonly body: ClaimedBody; readonly split: SplitBody }[]> {
  const [first] = opened;
  if (!first) return [];
  const { channel, keyHash } = first.body;
  const posted = opened.map(({ body, bytes }) => ({ bytes, receivedAt: body.receivedAt }));
  try {
    const all = await CHANNELS[channel].split(platform, keyHash, posted);
    return opened.map(({ body }, nth) => ({ body, split: all[nth]! })); // one for each, in their order
  } catch (error) {
    if (databaseUnavailable(error)) throw error;
    if (opened.length === 1) {
      await giveUp(platform, first.body, error);
      return [];
    }
    const each: { readonly body: ClaimedBody; readonly split: SplitBody }[] = [];
    for (const one of opened) each.push(...(await cut(platform, [one])));
    return each;
  }
}

async function write(platform: Platform, cuts: readonly Cut[]): Promise<void> {
  const merchants = [...new Set(cuts.flatMap(({ split: { of } }) => of.map(({ merchantId }) => merchantId)))];
  const lastOf = ({ split: { of } }: Cut) => merchants.findLast((id) => of.some(({ merchantId }) => merchantId === id));
  for (const merchantId of merchants) {
    const theirs = cuts.filter(({ split: { of } }) => of.some((one) => one.merchantId === merchantId));
    const ending = theirs.filter((cut) => lastOf(cut) === merchantId);
    await writeFor(platform, merchantId, theirs, ending);
  }
  for (const { body, split: own } of cuts.filter((cut) => cut.split.of.length === 0))
    await refuse(platform, body, own.reason ?? "inbox.unreadable");
}

/** A merchant's messages and the ends of turns that are due with them, both or neither. */
async function writeFor(
  platform: Platform,
  merchantId: MerchantId,
  cuts: readonly Cut[],
  ending: readonly Cut[],
): Promise<void> {
  const ctx = jobContext(platform, merchantId, "drain-inbox", NOBODY);
  await inMerchantTx(ctx, async (tx) => {
    const ended = await endTurns(tx, ending);
    // What somebody else ended meanwhile was written by them.
    const own = cuts.filter((cut) => !ending.includes(cut) || ended.has(cut.body.id));
    let waiting = 0;
    for (const [again, some] of Map.groupBy(own, ({ body }) => body.replays > 0))
      waiting += await insertMessages(tx, onceEach(some, merchantId), again);
    if (waiting > 0) await followSoon(tx, ctx);
    failpoint("inbox.drain.before_commit");
  });
}

async function endTurns(tx: MerchantTx, cuts: readonly Cut[]): Promise<Set<string>> {
  const ended = new Set<string>();
  for (const [reason, some] of Map.groupBy(cuts, ({ split: { reason: why } }) => why)) {
    const ids = some.map(({ body }) => body.id);
    for (const id of await settleWebhooks(tx, ids, "split", reason)) ended.add(id);
  }
  return ended;
}

/** Vendors repeat themselves, within a batch too. */
function onceEach(cuts: readonly Cut[], merchantId: MerchantId): NewMessage[] {
  const rows = cuts.flatMap(({ body, split: { of } }) =>
    of
      .filter((one) => one.merchantId === merchantId)
      .flatMap(({ messages }) =>
        messages.map(({ refusal, ...message }) => ({
          channel: body.channel,
          inboxId: body.id,
          receivedAt: body.receivedAt,
          state: refusal ? ("refused" as const) : ("waiting" as const),
          reason: refusal ?? null,
          ...message,
        })),
      ),
  );
  return [...new Map(rows.map((row) => [row.externalId, row])).values()];
}

/** What is wrong with the body itself no repeat cures; anything else is tried again a few times. */
async function giveUp(platform: Platform, body: ClaimedBody, error: unknown): Promise<void> {
  if (databaseUnavailable(error)) throw error;
  if (isDomainError(error)) return refuse(platform, body, error.reason);
  platform.log.error({ err: error, bodyId: body.id }, "a body could not be split");
  if (body.attempts >= MOST_ATTEMPTS)
    await withSystem(platform.db, (tx) => settleWebhooks(tx, [body.id], "failed", "job.failed"));
}

async function refuse(platform: Platform, body: ClaimedBody, reason: ReasonCode): Promise<void> {
  await withSystem(platform.db, (tx) => settleWebhooks(tx, [body.id], "refused", reason));
}
