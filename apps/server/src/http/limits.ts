import type { Limit } from "@nexusone/contracts/limits";
import { DomainError } from "@nexusone/core/errors";
import { leaseTokens } from "@nexusone/db/rate-slots";
import type { Database } from "@nexusone/db/with-merchant";

/** `left` is in hand, `unleased` what Postgres still had when this process last asked. */
type Block = { left: number; unleased: number; resetAt: number; spent: boolean; pending: Promise<void> | undefined };

export type LimitState = { readonly limit: number; readonly remaining: number; readonly resetSeconds: number };

/** Share of a limit that a process takes at once: what it may overshoot by when a window ends with tokens in hand. */
const BLOCK_SHARE = 0.05;
/** What a process that dies takes along of a large limit. */
const MOST_IN_BLOCK = 200;
const MAX_BUCKETS = 50_000;

/** Limits that hold across processes: each leases blocks of tokens from Postgres and spends them in memory. */
export function createLimiter(db: Database) {
  const blocks = new Map<string, Block>();

  async function refill(key: string, limit: Limit, block: Block): Promise<void> {
    const want = Math.max(1, Math.min(Math.floor(limit.max * BLOCK_SHARE), MOST_IN_BLOCK));
    const { granted, remaining, resetAt } = await leaseTokens(db, key, {
      windowMs: limit.windowMs,
      limit: limit.max,
      want,
    });
    block.left = granted;
    block.unleased = remaining;
    block.spent = granted === 0;
    block.resetAt = resetAt.getTime();
  }

  /** Takes one token of `key`. @throws request.too_many with the seconds until the window ends. */
  async function take(key: string, limit: Limit): Promise<LimitState> {
    let block = blocks.get(key);
    if (!block) {
      if (blocks.size >= MAX_BUCKETS) blocks.clear();
      block = { left: 0, unleased: 0, resetAt: 0, spent: false, pending: undefined };
      blocks.set(key, block);
    }
    while (block.left <= 0 || block.resetAt <= Date.now()) {
      if (block.spent && block.resetAt > Date.now()) throw tooMany(block);
      block.pending ??= refill(key, limit, block).finally(() => (block.pending = undefined));
      await block.pending;
      if (block.spent) throw tooMany(block);
    }
    block.left -= 1;
    return { limit: limit.max, remaining: block.left + block.unleased, resetSeconds: secondsUntil(block) };
  }

  /** Tokens of `key` leased and not spent; 0 once their window is over. */
  const inHand = (key: string): number => {
    const block = blocks.get(key);
    return block && block.resetAt > Date.now() ? block.left : 0;
  };
  return { take, inHand };
}
export type Limiter = ReturnType<typeof createLimiter>;

const secondsUntil = (block: Block): number => Math.max(1, Math.ceil((block.resetAt - Date.now()) / 1_000));
const tooMany = (block: Block): DomainError => new DomainError("request.too_many", { seconds: secondsUntil(block) });
