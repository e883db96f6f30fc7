import type { Environment } from "@nexusone/contracts/cj";
import { findFreightQuotes, type FreightQuoteRow } from "@nexusone/db/queries/freight-quotes";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";

const FRESH_MS = DAY_MS;

/** The stored answers to freight questions that are less than a day old, by key; may hold answers to other questions too. */
export type KnownQuotes = (keys: readonly string[]) => Promise<ReadonlyMap<string, FreightQuoteRow>>;

/** Products are read side by side: what they ask while the database answers goes together in the next query. */
export function knownQuotes(ctx: ServiceContext, environment: Environment): KnownQuotes {
  let next: { readonly keys: Set<string>; readonly found: ReturnType<KnownQuotes> } | undefined;
  let running: Promise<unknown> = Promise.resolve();

  function open() {
    const keys = new Set<string>();
    const found = running.then(() => {
      next = undefined;
      return find(keys);
    });
    running = found.catch(() => undefined);
    return { keys, found };
  }

  async function find(keys: ReadonlySet<string>): Promise<ReadonlyMap<string, FreightQuoteRow>> {
    const since = addMs(ctx.platform.clock.now(), -FRESH_MS);
    const rows = await inMerchantTx(ctx, (tx) => findFreightQuotes(tx, environment, [...keys], since));
    return new Map(rows.map((row) => [row.key, row]));
  }

  return (keys) => {
    next ??= open();
    for (const key of keys) next.keys.add(key);
    return next.found;
  };
}
