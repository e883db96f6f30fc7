import { createHash } from "node:crypto";
import { reasonOf } from "@nexusone/contracts/reasons";
import { findImportState } from "@nexusone/db/queries/imports-state";
import { listVariantRefs } from "@nexusone/db/queries/stored-products";
import { storeFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import type { NextTurn } from "@nexusone/db/queries/inventory-runs";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { destinationOf } from "../imports/check-items.ts";
import { knownQuotes } from "../imports/known-quotes.ts";
import { withFreight } from "../imports/read-product.ts";
import { toSnapshot, type ProductSnapshot } from "../imports/snapshot.ts";
import { endsEverything, isPassingFailure, supplierOf } from "../suppliers/find-supplier.ts";
import type { SupplierAnswer, SupplierProduct, SupplierSession } from "../suppliers/supplier.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import type { Batch } from "./take-turns.ts";

export type Read = {
  readonly turn: NextTurn;
  /** What the supplier says, made safe to keep; null: the supplier does not sell it any more. */
  readonly reading: () => ProductSnapshot | null;
  /** Of all that is said, and of everything that decides what follows from it; null when another reading would say more. */
  readonly digest: string | null;
  readonly failure: DomainError | undefined;
};

/** A batch waits for its turns at the supplier, not a person. */
const DEADLINE_MS = 120_000;
/** INV-10: five to ten at a time; the limiter makes the pauses between them. */
const AT_ONCE = 10;
/** What was read is written after this long, whatever is left of the batch. */
const LONG_MS = 1_000;

/**
 * What the supplier says of products of a batch, from its first on, and the points that took: cost and stock alone; freight is
 * asked only for variants that the catalogue does not have, which could get no price without. Those that it takes too long for,
 * or that are not worth asking for after what happened to the ones before, are missing in the answer.
 */
export async function readTurns(
  ctx: ServiceContext,
  batch: Batch,
): Promise<{ reads: readonly Read[]; points: number }> {
  const { turns } = batch;
  const { link } = turns[0];
  const quotes: FreightQuoteRow[] = [];
  let points = 0;
  try {
    const reads = await supplierOf(ctx, link.supplier).open(
      ctx,
      async (session) => {
        const answers = await askInTurn(ctx, session, batch);
        const withQuotes = await quoteNewVariants(ctx, session, answers, quotes);
        points = session.pointsSpent();
        return withQuotes;
      },
      { deadlineMs: DEADLINE_MS, products: turns.length, environment: link.environment },
    );
    return { reads, points };
  } catch (error) {
    // Nobody can be asked about these, whatever becomes of the others.
    if (!isDomainError(error, "supplier.other_environment")) throw error;
    return { reads: turns.map((turn) => unread(turn, error)), points };
  } finally {
    // Paid for with points, so kept whatever became of the rest.
    if (quotes.length > 0) await inMerchantTx(ctx, (tx) => storeFreightQuotes(tx, link.environment, quotes));
  }
}

/** Not about this product: the account may not ask now, or not at all. */
export const refusesAll = (failure: DomainError): boolean =>
  endsEverything(failure) || (isPassingFailure(failure) && reasonOf(failure.reason).kind === "too_many");

/** Asks for one after the other, some at once, until the time is over, somebody refuses, or nobody answers any more. */
async function askInTurn(ctx: ServiceContext, session: SupplierSession, { turns, basis }: Batch): Promise<Answer[]> {
  const until = performance.now() + LONG_MS;
  const answers: Answer[] = [];
  let next = 0;
  let refused = false;
  const one = async (): Promise<void> => {
    while (!refused && next < turns.length && (next < AT_ONCE || performance.now() < until)) {
      const nth = next++;
      const turn = turns[nth]!; // below the length
      const answer = await ask(ctx, session, turn, basis).catch((error: unknown) => {
        refused = true;
        throw error;
      });
      answers[nth] = answer;
      refused ||= answer.failure !== undefined && refusesAll(answer.failure);
      // Who got no answer asks no further.
      if (isSilent(answer)) return;
    }
  };
  // All of them have ended when the books of the calls are closed.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, one));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  // One at the end may be its own affair; of several nobody speaks, and the next batch begins with them.
  const heard = answers.findLastIndex((answer) => !isSilent(answer)) + 1;
  return heard > 0 && answers.length - heard > 1 ? answers.slice(0, heard) : answers;
}

/** Nobody answered, which will pass. */
export const isSilent = ({ failure }: Read): boolean =>
  failure !== undefined && isPassingFailure(failure) && !refusesAll(failure);

/** A reading, and what it was made of. */
type Answer = Read & { readonly product: (() => SupplierProduct) | undefined };

/** Of a supplier that compares nothing itself, its words are the digest. */
async function answerOf(session: SupplierSession, { link, digest: last }: NextTurn): Promise<SupplierAnswer> {
  if (session.readAnswer) return session.readAnswer(link.externalId, last?.split("/")[0] ?? null);
  const product = await session.readProduct(link.externalId);
  const { raw: _raw, ...words } = product;
  return {
    digest: createHash("sha256").update(JSON.stringify(words)).digest("base64url"),
    product: () => product,
  };
}

async function ask(ctx: ServiceContext, session: SupplierSession, turn: NextTurn, basis: string): Promise<Answer> {
  try {
    const { digest, product } = await answerOf(session, turn);
    const readAt = ctx.platform.clock.now();
    const reading = () => toSnapshot(product(), { environment: session.environment, readAt });
    return { turn, product, reading, digest: `${digest}/${basis}`, failure: undefined };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const gone = error.reason === "import.product_removed" || error.reason === "import.product_unknown";
    return { ...unread(turn, gone ? undefined : error), product: undefined };
  }
}

/** Of products with variants that the catalogue does not have, readings with quotes for these. */
async function quoteNewVariants(
  ctx: ServiceContext,
  session: SupplierSession,
  answers: readonly Answer[],
  quotes: FreightQuoteRow[],
): Promise<Read[]> {
  const different = answers.filter(({ turn, digest }) => digest !== null && digest !== turn.digest);
  const known = await variantsOf(
    ctx,
    different.map(({ turn }) => turn),
  );
  return Promise.all(
    answers.map(async ({ product, ...read }): Promise<Read> => {
      const have = known.get(read.turn.productId);
      const snapshot = product && have && bringsVariants(product(), have) ? read.reading() : null;
      if (!snapshot) return read;
      const withQuotes = await quoted(ctx, session, snapshot, quotes);
      return { ...read, reading: () => withQuotes, digest: null };
    }),
  );
}

/** The supplier's ids of the variants that the catalogue has, by product. */
async function variantsOf(ctx: ServiceContext, turns: readonly NextTurn[]): Promise<Map<string, Set<string>>> {
  if (turns.length === 0) return new Map();
  const ids = turns.map(({ productId }) => productId);
  const rows = await readMerchant(ctx, (tx) => listVariantRefs(tx, ids));
  const of = Map.groupBy(rows, ({ productId }) => productId);
  return new Map(ids.map((id) => [id, new Set(of.get(id)?.map(({ externalId }) => externalId))]));
}

/** Whether there is one with a price that the catalogue does not have. */
const bringsVariants = ({ variants }: SupplierProduct, known: ReadonlySet<string>): boolean =>
  variants.some(({ externalId, costUsd }) => costUsd !== null && !known.has(externalId));

const unread = (turn: NextTurn, failure: DomainError | undefined): Read => ({
  turn,
  reading: () => null,
  digest: null,
  failure,
});

/** With the quotes that can be had; without them a new variant waits for the next reading. */
async function quoted(
  ctx: ServiceContext,
  session: SupplierSession,
  product: ProductSnapshot,
  quotes: FreightQuoteRow[],
): Promise<ProductSnapshot> {
  const state = await readMerchant(ctx, findImportState);
  if (!state) throw new DomainError("request.merchant_forbidden");
  const keep = (answers: readonly FreightQuoteRow[]): void => void quotes.push(...answers);
  const known = knownQuotes(ctx, session.environment);
  return withFreight(ctx, session, product, destinationOf(state), null, known, keep).catch((error: unknown) => {
    if (isDomainError(error)) return product;
    throw error;
  });
}
