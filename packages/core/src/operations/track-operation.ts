import type { MerchantId, UserId } from "@nexusone/contracts/ids";
import { claimOperation, raiseProgress, updateClaimed, type OperationRow } from "@nexusone/db/queries/operations";
import { withMerchant } from "@nexusone/db/with-merchant";
import { randomUUID } from "node:crypto";
import type { ServiceContext } from "../context.ts";
import type { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import type { Platform } from "../platform.ts";
import { inMerchantTx } from "../transaction.ts";

const PROGRESS_MS = 1_000;

/** Keeps one operation's row true during one attempt. */
export type Tracker = {
  /** Aborted once another attempt holds the operation. */
  readonly lost: AbortSignal;
  readonly progress: (done: number, total: number) => void;
  readonly completed: () => Promise<void>;
  readonly paused: () => Promise<void>;
  /** `retryAt` is the earliest moment of the next attempt; without it this was the last. */
  readonly failed: (failure: DomainError, retryAt: Date | undefined) => Promise<void>;
};

/** For jobs nobody asks about. */
export const untracked: Tracker = {
  lost: new AbortController().signal,
  progress: () => undefined,
  completed: async () => undefined,
  paused: async () => undefined,
  failed: async () => undefined,
};

/**
 * Claims the operation for an attempt. Undefined when this run of it is void (discarded, done, or enqueued anew): the job
 * then ends without doing anything.
 */
export async function trackOperation(
  platform: Platform,
  merchantId: MerchantId,
  operation: { id: string; run: number },
  attempts: number,
): Promise<Tracker | undefined> {
  const claim = randomUUID();
  const row = await withMerchant(platform.db, { merchantId }, (tx) =>
    claimOperation(tx, operation, { claim, attempts, now: platform.clock.now() }),
  );
  if (!row) return undefined;
  const ctx = contextOf(platform, merchantId, row);
  const { id, queue, kind } = row;
  const named = { operationId: id, queue, kind };
  const lost = new AbortController();
  const noted = progressWriter(
    (percent) => inMerchantTx(ctx, (tx) => raiseProgress(tx, claim, id, percent)),
    (held) => {
      if (!held) lost.abort(new Error(`operation ${id} was taken over`));
    },
    (error) => platform.log.warn({ err: error, operationId: id }, "progress could not be written"),
  );
  return {
    lost: lost.signal,
    progress: noted.note,
    completed: async () => {
      await noted.stop();
      await inMerchantTx(ctx, async (tx) => {
        const end = { status: "completed", progress: 100, reason: null, reasonDetails: {}, claim: null } as const;
        if (await updateClaimed(tx, claim, id, { ...end, finishedAt: platform.clock.now() }))
          await recordEvent(tx, ctx, "operation.completed", named, { kind: "operation", id });
      });
    },
    paused: async () => {
      await noted.stop();
      const held = { status: "paused", reason: null, reasonDetails: {}, claim: null } as const;
      await inMerchantTx(ctx, (tx) => updateClaimed(tx, claim, id, held));
    },
    failed: async ({ reason, details }, retryAt) => {
      await noted.stop();
      await inMerchantTx(ctx, async (tx) => {
        const why = { reason, reasonDetails: details, claim: null };
        if (retryAt) await updateClaimed(tx, claim, id, { ...why, status: "queued", runAfter: retryAt });
        else if (await updateClaimed(tx, claim, id, { ...why, status: "failed", finishedAt: platform.clock.now() }))
          await recordEvent(tx, ctx, "operation.failed", { ...named, reason }, { kind: "operation", id });
      });
    },
  };
}

/** At most one write a second, each with the newest figure. A lost figure does no harm: the next one or the end replaces it. */
function progressWriter(
  write: (percent: number) => Promise<boolean>,
  onWritten: (held: boolean) => void,
  onError: (error: unknown) => void,
) {
  let newest = 0;
  let written = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (newest === written) return writing;
    const percent = newest;
    written = percent;
    writing = writing.then(() => write(percent)).then(onWritten, onError);
    return writing;
  };
  return {
    note: (done: number, total: number): void => {
      const percent = total > 0 ? Math.floor((Math.min(done, total) / total) * 100) : 0;
      if (percent <= newest) return;
      newest = percent;
      timer ??= setTimeout(() => void flush(), PROGRESS_MS);
    },
    stop: flush,
  };
}

/** The job acts for whoever started the operation. */
function contextOf(platform: Platform, merchantId: MerchantId, row: OperationRow): ServiceContext {
  const userId = row.userId as UserId | null; // our own uuid column
  return {
    platform,
    merchantId,
    actor: { kind: "job", name: row.kind, ...(userId && { onBehalfOf: { userId, name: row.userName } }) },
    requestId: `operation:${row.id}`,
    locale: "en",
  };
}
