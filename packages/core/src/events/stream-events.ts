import { EVENTS, type EventView } from "@nexusone/contracts/events";
import type { Permission } from "@nexusone/contracts/permissions";
import { listEventsAfter, type SequencedEvent } from "@nexusone/db/queries/events";
import { refusalOf } from "../authorize.ts";
import type { Actor, ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import type { EventHub } from "./hub.ts";

const BACKLOG_PAGE = 500;
/** A client this many events behind that took none for so long is cut off; it resumes from its last `seq`. */
const MAX_QUEUED = 2_000;
const SLOW_MS = 5_000;
/** Handed over between two looks at the caller. */
const AT_ONCE = 100;
/** With the look itself still within a second. */
const RECHECK_MS = 900;

const mayRead = (actor: Actor, permission: Permission): boolean =>
  actor.kind !== "job" && actor.kind !== "system" && refusalOf(actor, permission) === undefined;

export const toEventView = (event: SequencedEvent): EventView => ({
  seq: event.seq,
  id: event.id,
  type: event.type,
  at: event.happenedAt.toISOString(),
  actorKind: event.actorKind,
  payload: event.payload,
});

export type StreamOptions = {
  readonly hub: EventHub;
  /** Resume after this; without it only what happens from now on. */
  readonly afterSeq: number | undefined;
  readonly signal: AbortSignal;
  /** Ends the connection of a client that does not read what it was sent. */
  readonly cutOff: () => void;
  /** The caller as of now; throws when the session, role, plan or membership no longer allows to listen. */
  readonly recheck: () => Promise<Actor>;
};

/**
 * What a merchant's reader may see, in order and without gaps: first what was missed, then what happens. Ends with the
 * recheck's error within about a second of a revocation.
 */
export async function* streamEvents(ctx: ServiceContext, options: StreamOptions): AsyncGenerator<EventView, void> {
  const { hub, signal } = options;
  let actor = ctx.actor;
  let queue: SequencedEvent[] = [];
  let overflowed = false;
  let tookAt = Date.now();
  let notify: (() => void) | undefined;
  // Subscribe before reading the backlog: what falls between the two is in both and skipped by its seq.
  const unsubscribe = hub.subscribe(ctx.merchantId, (events) => {
    queue.push(...events);
    if (queue.length > MAX_QUEUED && Date.now() - tookAt > SLOW_MS) giveUp();
    notify?.();
  });
  // Whoever does not read holds this generator at a `yield`: only their connection can still be ended.
  function giveUp(): void {
    overflowed = true;
    queue = [];
    unsubscribe();
    options.cutOff();
  }
  const onAbort = () => notify?.();
  signal.addEventListener("abort", onAbort);
  try {
    let seq = options.afterSeq ?? hub.lastSeq();
    if (options.afterSeq !== undefined) {
      let missed: SequencedEvent[];
      do {
        const from = seq;
        tookAt = Date.now();
        missed = await readMerchant(ctx, (tx) => listEventsAfter(tx, from, BACKLOG_PAGE));
        for (const event of missed) {
          seq = event.seq;
          if (mayRead(actor, EVENTS[event.type].permission)) yield toEventView(event);
        }
      } while (missed.length === BACKLOG_PAGE && !signal.aborted);
    }
    let checkedAt = Date.now();
    while (!signal.aborted && !overflowed) {
      tookAt = Date.now();
      if (queue.length === 0) await waitFor((wake) => (notify = wake), RECHECK_MS);
      if (Date.now() - checkedAt >= RECHECK_MS || queue.length > 0) {
        actor = await options.recheck();
        checkedAt = Date.now();
      }
      for (const event of queue.splice(0, AT_ONCE)) {
        if (event.seq <= seq) continue;
        seq = event.seq;
        if (mayRead(actor, EVENTS[event.type].permission)) yield toEventView(event);
        tookAt = Date.now();
      }
    }
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", onAbort);
  }
}

/** Resolves when woken or after `ms`. */
async function waitFor(arm: (wake: () => void) => void, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  arm(resolve);
  await promise;
  clearTimeout(timer);
}
