import type { QueueUndone, QueueView } from "../../views.ts";
import { readerOf, Refused } from "../refused.ts";
import { local, type Pairing, type Stores } from "../stores.ts";
import { anew, isOpen, isSent, outlived, type Batch, type Edit, type Item, type Rule, type Settings } from "./batch.ts";
import type { Batches } from "./batches.ts";
import type { Stop } from "./failpoints.ts";
import { queueView, undoneView } from "./present.ts";
import type { Runner } from "./runner.ts";
import type { QueueServer } from "./server.ts";
import { checkOwner, withImport, withPlan } from "./steps.ts";

/** What one browser may have open: a batch is what one plan of the server holds, all together fit the storage many times. */
export const QUEUE_LIMITS = { batchItems: 500, openBatches: 20, openItems: 2_000 } as const;

export type QueueDeps = {
  readonly stores: Stores;
  readonly batches: Batches;
  readonly runner: Runner;
  readonly server: Pick<QueueServer, "getImport" | "reprice" | "setPaused" | "undo">;
  readonly builtInServer: string;
  readonly now: () => number;
  readonly uuid: () => string;
  /** Used for what comes without settings of its own. */
  readonly defaults: () => Promise<Settings>;
  readonly stop: Stop;
};

/** What people do with the queue. Each act is stored before it is answered, and repeating one changes nothing more. */
export function createQueue(deps: QueueDeps) {
  const { stores, batches, runner, server, builtInServer, now, uuid, defaults, stop } = deps;

  async function get(): Promise<QueueView> {
    return queueView(await batches.list(), await readerOf(stores, builtInServer));
  }

  /** Products already on their way are not taken a second time, so a repeated question adds nothing. */
  async function add({ items, settings }: { items: Item[]; settings?: Settings | undefined }): Promise<QueueView> {
    const pairing = await local(stores, "pairing");
    if (!pairing) throw new Refused((await local(stores, "ended"))?.code ?? "extension.not_paired");
    const wanted = settings ?? (await defaults());
    await batches.place((all) => placed(all, pairing, items, wanted));
    await stop("queue.add.stored");
    runner.wake();
    return get();
  }

  function placed(all: readonly Batch[], pairing: Pairing, items: Item[], settings: Settings): Batch | undefined {
    const { merchantId, merchantName } = pairing;
    const open = all.filter(isOpen);
    const mine = open.filter((batch) => batch.merchantId === merchantId);
    const known = new Set(mine.flatMap((batch) => batch.items.map(({ pid }) => pid)));
    const fresh = [...new Map(items.map((item) => [item.pid, item])).values()].filter(({ pid }) => !known.has(pid));
    if (fresh.length === 0) return undefined;
    const size = open.reduce((sum, batch) => sum + batch.items.length, fresh.length);
    const room = mine.find(
      (batch) =>
        batch.stage === "waiting" &&
        batch.items.length + fresh.length <= QUEUE_LIMITS.batchItems &&
        JSON.stringify(batch.settings) === JSON.stringify(settings),
    );
    if (size > QUEUE_LIMITS.openItems || (!room && open.length >= QUEUE_LIMITS.openBatches))
      throw new Refused("extension.queue_full", { count: size - fresh.length });
    if (room) return { ...room, items: [...room.items, ...fresh] };
    const begun: Batch = {
      ...{
        id: uuid(),
        key: uuid(),
        merchantId,
        merchantName,
        addedAt: now(),
        stage: "waiting",
        items: fresh,
        settings,
      },
      ...{ previewId: null, expiresAt: null, credits: null, floorMarginBps: null, shopRule: null, rows: [], edits: [] },
      ...{ paused: false, hold: null, failures: 0, nextAt: 0, doneAt: null },
    };
    return begun;
  }

  /** Carries out the plan that is shown, without the rows left out. A second call changes nothing. */
  async function commit(input: { batchId: string; leaveOut: string[]; settings?: Settings | undefined }) {
    const out = new Set(input.leaveOut);
    await batches.change(input.batchId, (batch) => {
      const offered = batch.rows.filter(({ state }) => state === "ok");
      const taken = offered.filter(({ rowId }) => rowId !== null && !out.has(rowId));
      if (batch.stage !== "triage") return undefined;
      if (taken.length === 0) throw new Refused("request.invalid", { problem: "nothing left to import" });
      const rows = taken.map((row) => ({ ...row, state: "queued" as const }));
      const edits = offered.flatMap((row) => editOf(row.rowId, out, input.settings));
      return { ...batch, stage: "committing", rows, edits, hold: null, failures: 0, nextAt: 0 };
    });
    await stop("queue.commit.stored");
    runner.wake();
    return get();
  }

  /** Has the server price what could be imported by another rule, null for the shop's own, before anything is decided. */
  async function reprice({ batchId, priceRule }: { batchId: string; priceRule: Rule | null }): Promise<QueueView> {
    const batch = (await batches.list()).find(({ id }) => id === batchId);
    const rule = priceRule ?? batch?.shopRule;
    if (batch?.stage !== "triage" || batch.previewId === null || !rule) return get();
    await checkOwner(stores, batch);
    const rowIds = batch.rows.flatMap(({ rowId, state }) => (state === "ok" && rowId !== null ? [rowId] : []));
    if (rowIds.length === 0) return get();
    const plan = await server.reprice(batch.previewId, rowIds, rule);
    const settings = { ...batch.settings, priceRule: priceRule ?? undefined };
    await batches.change(batchId, (stored) =>
      stored.stage === "triage" ? { ...withPlan(stored, plan), settings } : undefined,
    );
    return get();
  }

  /** Forgets a batch whose import was not sent. One that was sent is only let go when it is held. */
  async function discard({ batchId }: { batchId: string }): Promise<QueueView> {
    const batch = (await batches.list()).find(({ id }) => id === batchId);
    if (batch && (!isSent(batch) || batch.hold?.held)) await batches.remove(batchId);
    runner.wake();
    return get();
  }

  /** Tries again what is held or waits; of a plan that ran out, all of it; of a finished batch, what failed. */
  async function retry({ batchId }: { batchId: string }): Promise<QueueView> {
    const key = uuid();
    const batch = (await batches.list()).find(({ id }) => id === batchId);
    if (batch?.stage === "done") return retryFailed(batch);
    await batches.change(batchId, (stored) => {
      if (stored.hold && outlived(stored.hold.code)) return anew(stored, key);
      return isOpen(stored) ? { ...stored, hold: null, failures: 0, nextAt: 0 } : undefined;
    });
    runner.wake();
    return get();
  }

  /** What failed becomes a batch of its own: what was imported can still be undone together. */
  async function retryFailed(batch: Batch): Promise<QueueView> {
    await checkOwner(stores, batch);
    const failed = new Set(batch.rows.filter(({ state }) => state === "failed").map(({ pid }) => pid));
    if (failed.size === 0) return get();
    await add({ items: batch.items.filter(({ pid }) => failed.has(pid)), settings: batch.settings });
    if (failed.size === batch.rows.length) await batches.remove(batch.id);
    else
      await batches.change(batch.id, (stored) => ({
        ...stored,
        rows: stored.rows.filter(({ pid }) => !failed.has(pid)),
      }));
    return get();
  }

  /** Holds at the server what is not imported yet, or lets it go on. Changes nothing before and after an import. */
  async function pause({ batchId, paused }: { batchId: string; paused: boolean }): Promise<QueueView> {
    const batch = (await batches.list()).find(({ id }) => id === batchId);
    if (batch?.stage !== "importing" || batch.previewId === null) return get();
    await checkOwner(stores, batch);
    const answer = await server.setPaused(batch.previewId, paused);
    await batches.change(batchId, (stored) =>
      stored.stage === "importing" ? withImport(stored, answer, now()) : undefined,
    );
    runner.wake();
    return get();
  }

  /**
   * Takes the import of a finished batch back, as far as that is still possible. Products changed since are named, and only
   * undone with `force`. A second call gives nothing back twice.
   */
  async function undo({ batchId, force }: { batchId: string; force: boolean }): Promise<QueueUndone> {
    const batch = (await batches.list()).find(({ id }) => id === batchId);
    if (batch?.stage !== "done" || batch.previewId === null) throw new Refused("preview.not_found");
    await checkOwner(stores, batch);
    const undone = await server.undo(batch.previewId, force);
    const outcome = await server.getImport(batch.previewId);
    await batches.change(batchId, (stored) => withImport(stored, outcome, now()));
    return undoneView(undone, await get(), await readerOf(stores, builtInServer));
  }

  /**
   * The worker starts, somebody paired, the network is back: everything that waits or is held is tried now, and what was paused
   * is looked at again, for it may go on by now.
   */
  async function resume(): Promise<void> {
    for (const { id, stage } of await batches.list())
      if (stage !== "done" && stage !== "triage")
        await batches.change(id, (batch) =>
          batch.paused || (batch.hold && !outlived(batch.hold.code))
            ? { ...batch, failures: 0, nextAt: 0, hold: lifted(batch) }
            : undefined,
        );
    runner.wake();
  }

  return { get, add, reprice, commit, discard, retry, pause, undo, resume };
}
export type QueueVerbs = ReturnType<typeof createQueue>;

/** A held batch may go again; why it last did not is said until it does. */
const lifted = (batch: Batch): Batch["hold"] => batch.hold && { ...batch.hold, held: false };

function editOf(rowId: string | null, out: ReadonlySet<string>, settings: Settings | undefined): Edit[] {
  if (rowId === null) return [];
  if (out.has(rowId)) return [{ rowId, include: false }];
  return settings && Object.values(settings).some((value) => value !== undefined) ? [{ rowId, ...settings }] : [];
}
