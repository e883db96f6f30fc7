import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { BodyState, InboxChannel } from "@nexusone/contracts/inbox-terms";
import type { MerchantId } from "@nexusone/contracts/ids";
import { together } from "../together.ts";
import { isConnectionError, withSystem, type AnyTx, type Database } from "../with-merchant.ts";
import type { SystemFunction } from "./define.ts";

const OF_NOBODY = "Bodies belong to nobody until they are read; the app role has no grant on the table.";

/** Takes a body in and hands it out; what is of the platform's admins is in `inbox-admin.ts`. */
export const inboxFunctions: readonly SystemFunction[] = [
  {
    name: "store_webhooks",
    reason: `${OF_NOBODY} It takes bodies in; the same bytes at the same address are there already.`,
    access: { webhook_inbox: ["select", "insert"] },
    args: "p_bodies json",
    returns: "void",
    // In one order, so that two statements with the same bodies wait for each other one way round.
    body: `
      insert into public.webhook_inbox (channel, key_hash, body_hash, body_sealed, headers, bytes, state, reason, received_at)
      select b.* from json_to_recordset(p_bodies) as b(channel text, "keyHash" text, "bodyHash" text, "bodySealed" text,
        headers jsonb, bytes integer, state text, reason text, "receivedAt" timestamptz)
      order by b."bodyHash", b.channel, b."keyHash"
      on conflict (channel, key_hash, body_hash) do nothing`,
  },
  {
    name: "claim_webhooks",
    reason: `${OF_NOBODY} Workers lease bodies that wait, oldest first; one whose worker died is free again in seconds.`,
    access: { webhook_inbox: ["select", "update"] },
    args: "p_limit integer, p_lease_ms integer",
    returns:
      "table (id uuid, channel text, key_hash text, body_sealed text, attempts integer, replays integer, received_at timestamptz)",
    body: `
      update public.webhook_inbox i
      set leased_until = clock_timestamp() + p_lease_ms * interval '1 millisecond', attempts = i.attempts + 1
      from (select w.id from public.webhook_inbox w
            where w.state = 'waiting' and (w.leased_until is null or w.leased_until <= clock_timestamp())
            order by w.id limit p_limit for update skip locked) c
      where i.id = c.id
      returning i.id, i.channel, i.key_hash, i.body_sealed, i.attempts, i.replays, i.received_at`,
  },
  {
    name: "settle_webhooks",
    reason: `${OF_NOBODY} Ends bodies' turns in the transaction that writes their messages, once; it names those it ended.`,
    access: { webhook_inbox: ["select", "update"] },
    args: "p_ids uuid[], p_state text, p_reason text",
    returns: "setof uuid",
    body: `
      update public.webhook_inbox set state = p_state, reason = p_reason, leased_until = null
      where id = any(p_ids) and state = 'waiting' returning id`,
  },
  {
    name: "webhook_figures",
    reason:
      "A merchant asks how many bodies came to its own address, which it names by its hash; it learns two numbers.",
    access: { webhook_inbox: ["select"] },
    args: "p_key_hash text, p_since timestamptz",
    returns: "table (received integer, refused integer)",
    volatility: "stable",
    body: `
      select count(*)::integer, count(*) filter (where state = 'refused')::integer
      from public.webhook_inbox where key_hash = p_key_hash and received_at >= p_since`,
  },
  {
    name: "cj_webhook_owner",
    reason: "A body names its merchant by the address alone: who that is, and what its signature is checked with.",
    access: { cj_webhooks: ["select"], cj_connections: ["select"] },
    args: "p_key_hash text",
    returns: "table (merchant_id uuid, state text, open_id_sealed text)",
    volatility: "stable",
    body: `
      select w.merchant_id, w.state, c.open_id_sealed from public.cj_webhooks w
      join public.cj_connections c on c.merchant_id = w.merchant_id and c.id = w.connection_id
      where w.key_hash = p_key_hash`,
  },
];

export type NewBody = {
  readonly channel: InboxChannel;
  readonly keyHash: string;
  readonly bodyHash: string;
  readonly bodySealed: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly state: BodyState;
  readonly reason: string | null;
  readonly receivedAt: Date;
};

/** How long a body waits for a database that is being restarted, and between two attempts. */
const PATIENCE_MS = 4_000;
const PAUSE_MS = 100;

/**
 * Takes a body in, once: those that arrive while others are written go together. Resolves once it is committed. The same again adds
 * nothing, so a lost connection is no reason to tell a vendor that it failed: it may not have.
 */
export const storeWebhook = together<Database, NewBody>(
  async (db, bodies) => {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await storeAll(db, bodies);
      } catch (error) {
        if (!isConnectionError(error) || performance.now() > until) throw error;
        await sleep(PAUSE_MS);
      }
    }
  },
  { weigh: ({ bodySealed }) => bodySealed.length, most: 4 * 1024 * 1024 },
);

const storeAll = (db: Database, bodies: readonly NewBody[]): Promise<void> =>
  withSystem(db, async (tx) => {
    await tx.execute(sql`select system.store_webhooks(${JSON.stringify(bodies)}::json)`);
  });

export type ClaimedBody = {
  readonly id: string;
  readonly channel: InboxChannel;
  readonly keyHash: string;
  readonly bodySealed: string;
  readonly attempts: number;
  readonly replays: number;
  readonly receivedAt: Date;
};

/** Leases up to `limit` waiting bodies for `leaseMs` of real time, oldest first. */
export async function claimWebhooks(db: Database, limit: number, leaseMs: number): Promise<ClaimedBody[]> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select * from system.claim_webhooks(${limit}, ${leaseMs})`);
    // The casts restate what the function declares to return.
    return rows
      .map((row) => ({
        id: row["id"] as string,
        channel: row["channel"] as InboxChannel,
        keyHash: row["key_hash"] as string,
        bodySealed: row["body_sealed"] as string,
        attempts: row["attempts"] as number,
        replays: row["replays"] as number,
        receivedAt: new Date(row["received_at"] as string),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  });
}

/** Ends the turns of bodies. @returns those whose turn nobody else had ended */
export async function settleWebhooks(
  tx: AnyTx,
  ids: readonly string[],
  state: Exclude<BodyState, "waiting">,
  reason: string | null = null,
): Promise<Set<string>> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select system.settle_webhooks(${sql.param([...ids])}::uuid[], ${state}, ${reason}) as id`,
  );
  return new Set(rows.map(({ id }) => id));
}

export type AddressFigures = { readonly received: number; readonly refused: number };
export async function webhookFigures(tx: AnyTx, keyHash: string, since: Date): Promise<AddressFigures> {
  const { rows } = await tx.execute<AddressFigures>(
    sql`select * from system.webhook_figures(${keyHash}, ${since.toISOString()}::timestamptz)`,
  );
  return rows[0] ?? { received: 0, refused: 0 };
}

export type AddressOwner = {
  readonly merchantId: MerchantId;
  readonly registering: boolean;
  readonly openIdSealed: string | null;
};

/** Whose address this is; undefined for nobody's. */
export async function findCjAddressOwner(db: Database, keyHash: string): Promise<AddressOwner | undefined> {
  return withSystem(db, async (tx) => {
    const { rows } = await tx.execute(sql`select * from system.cj_webhook_owner(${keyHash})`);
    const [row] = rows;
    return (
      row && {
        merchantId: row["merchant_id"] as MerchantId,
        registering: row["state"] === "registering",
        openIdSealed: row["open_id_sealed"] as string | null,
      }
    );
  });
}
