import { FIRST_DISPUTE_DAYS } from "@nexusone/contracts/dispute-terms";
import { STALLED_DAYS } from "@nexusone/contracts/fulfilment-terms";
import { reasonOf } from "@nexusone/contracts/reasons";
import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import {
  claimLooks,
  endLooks,
  hastenLook,
  postponeLooks,
  readLookFacts,
  type LookFacts,
} from "@nexusone/db/queries/supplier-looks";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import type { DomainError } from "../errors.ts";
import { resumesAt } from "../inventory/resumes-at.ts";
import { isRefusedQuestion, isSupplierFailure, supplierOf } from "../suppliers/find-supplier.ts";
import type { OrderAtSupplier, SupplierOrdering } from "../suppliers/supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { digestOf, followFound, pauseAfter } from "./follow-found.ts";
import { settle } from "./holds.ts";
import { putOffBroken } from "./put-off-broken.ts";
import { atSupplier } from "./session.ts";
import { stopCancelled } from "./stop-cancelled.ts";

/** So many orders are asked about together. */
const AT_ONCE = 50;
/** Longer than asking about that many takes; then another process asks. */
const CLAIM_MS = 5 * MINUTE_MS;
/** What a batch brought is written by so many at a time. */
const WRITERS = 4;

type Row = SupplierOrderRow;
type Found = { readonly row: Row; readonly there: OrderAtSupplier | undefined };

/**
 * Asks suppliers where the next orders stand whose time has come, and follows: those of one account together, as a supplier tells
 * of many in one call. What is as it was is settled in one statement. Safe to repeat and to run from several processes.
 * @returns how many orders it was.
 */
export async function lookAtDueOrders(ctx: ServiceContext): Promise<number> {
  const now = ctx.platform.clock.now();
  const claimedUntil = addMs(now, CLAIM_MS);
  const rows = await inMerchantTx(ctx, (tx) => claimLooks(tx, { now, until: claimedUntil, limit: AT_ONCE }));
  for (const own of Map.groupBy(rows, ({ supplier, environment }) => `${supplier} ${environment}`).values())
    await lookAt(ctx, own as [Row, ...Row[]], claimedUntil); // a group has a first row
  return rows.length;
}

async function lookAt(ctx: ServiceContext, rows: readonly [Row, ...Row[]], claimedUntil: Date): Promise<void> {
  const orderIds = rows.map(({ orderId }) => orderId);
  const supplier = supplierOf(ctx, rows[0].supplier);
  const { facts, told } = await readMerchant(ctx, async (tx) => ({
    facts: await readLookFacts(tx, orderIds),
    told: (await supplier.tellsOfOrders?.(tx)) ?? false,
  }));
  const { found, broken, failure } = await ask(ctx, rows, facts);
  const now = ctx.platform.clock.now();
  const same = found.flatMap(({ row, there }) =>
    there && isAsItWas(row, there, facts, now) ? [{ id: row.id, pause: pauseAfter(there, told) }] : [],
  );
  for (const [pause, own] of Map.groupBy(same, (one) => one.pause)) {
    const ids = own.map(({ id }) => id);
    await inMerchantTx(ctx, (tx) => endLooks(tx, ids, { claimedUntil, nextAt: addMs(now, pause) }));
  }
  const ended = new Set(same.map(({ id }) => id));
  const left = found.filter(({ row }) => !ended.has(row.id));
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let one = left.shift(); one; one = left.shift()) {
        const { id } = one.row;
        await follow(ctx, one, claimedUntil).catch((error: unknown) => putOffBroken(ctx, id, error));
      }
    }),
  );
  if (failure) await postpone(ctx, rows.slice(found.length + broken), failure);
}

/** The supplier's word on each, in the order of `rows`, as far as it came; without the `broken` ones, which are put off already. */
async function ask(
  ctx: ServiceContext,
  rows: readonly [Row, ...Row[]],
  facts: LookFacts,
): Promise<{ found: Found[]; broken: number; failure?: DomainError }> {
  const found: Found[] = [];
  let broken = 0;
  try {
    await atSupplier(ctx, rows[0], async (ordering) => {
      const glanced = await glanceAt(ordering, rows);
      for (const row of rows) {
        const there = glanced.get(row.externalId ?? "");
        const ref = row.externalId ?? row.number;
        try {
          found.push({ row, there: there && isWhole(row, there, facts) ? there : await ordering.find(ref) });
        } catch (error) {
          if (isRefusedQuestion(error)) await postpone(ctx, [row], error);
          else if (isSupplierFailure(error)) throw error;
          else await putOffBroken(ctx, row.id, error);
          broken += 1;
        }
      }
    });
    return { found, broken };
  } catch (error) {
    if (!isSupplierFailure(error)) throw error;
    return { found, broken, failure: error };
  }
}

/**
 * Of orders that are not paid yet everything is asked: what keeps them from going on is not told of many at once. Where the
 * supplier refuses to tell of these together, each is asked for by itself.
 */
async function glanceAt({ glance }: SupplierOrdering, rows: readonly Row[]): Promise<Map<string, OrderAtSupplier>> {
  const ids = rows.flatMap(({ state, externalId }) => (state === "paid" && externalId !== null ? externalId : []));
  if (!glance || ids.length < 2) return new Map();
  try {
    return new Map((await glance(ids)).map((there) => [there.externalId, there]));
  } catch (error) {
    if (isRefusedQuestion(error)) return new Map();
    throw error;
  }
}

/** Nothing of it has left, or all of it in parcels that are known: then what a glance leaves out is known too. */
function isWhole({ orderId, lines }: Row, { parcels }: OrderAtSupplier, { sent }: LookFacts): boolean {
  const gone = parcels.filter(({ fulfilment }) => fulfilment === "shipped" || fulfilment === "delivered");
  if (gone.length === 0) return true;
  const ids = new Set<string | null>(gone.map(({ externalId }) => externalId));
  const own = sent.filter((one) => one.orderId === orderId && ids.has(one.externalId));
  return lines.every(
    ({ lineId, quantity }) =>
      own.reduce((sum, line) => sum + (line.lineId === lineId ? line.quantity : 0), 0) >= quantity,
  );
}

/** The same word as last time, of an order on which time has not made anything due meanwhile. */
function isAsItWas(row: Row, there: OrderAtSupplier, { held }: LookFacts, now: Date): boolean {
  if (row.state !== "paid" || row.seen !== digestOf(there) || held.has(row.orderId)) return false;
  const disputable = row.disputeToldAt === null && now >= addMs(row.paidAt ?? now, FIRST_DISPUTE_DAYS * DAY_MS);
  const silent = there.parcels.some(
    ({ fulfilment, news }) => fulfilment === "shipped" && (!news || now >= addMs(news.at, STALLED_DAYS * DAY_MS)),
  );
  return !disputable && !silent;
}

async function follow(ctx: ServiceContext, { row, there }: Found, claimedUntil: Date): Promise<void> {
  await settle(ctx, row, [row.state], async (locked) => {
    if (!there) {
      await stopCancelled(ctx, locked);
      return;
    }
    await followFound(ctx, locked, there);
    // Somebody told of news after the supplier had answered.
    const { nextAt } = locked.row;
    if (nextAt !== null && nextAt < claimedUntil) await hastenLook(locked.tx, row.id, nextAt);
  });
}

async function postpone(ctx: ServiceContext, rows: readonly Row[], failure: DomainError): Promise<void> {
  const now = ctx.platform.clock.now();
  const waits = Math.max(...rows.map(({ failures }) => failures));
  // Somebody has to mend the account first.
  const nextAt = reasonOf(failure.reason).retry ? resumesAt(failure, waits, now) : addMs(now, HOUR_MS);
  const { reason, details } = failure;
  const ids = rows.map(({ id }) => id);
  await inMerchantTx(ctx, (tx) => postponeLooks(tx, ids, { nextAt, reason, details }));
}
