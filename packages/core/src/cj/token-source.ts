import { randomUUID } from "node:crypto";
import { CjFailure, type CjAuth, type CjTokenSource, type CjTokens } from "@nexusone/cj/client";
import { withLease } from "@nexusone/db/leases";
import {
  findCjConnection,
  markCjConnection,
  storeCjTokens,
  type CjConnectionRow,
} from "@nexusone/db/queries/cj-connections";
import { MINUTE_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { failpoint } from "../failpoints.ts";
import { inMerchantTx } from "../transaction.ts";
import { openAccessToken, openApiKey, openRefreshToken, sealTokens } from "./connection.ts";
import { sleep, type Deadline } from "../deadline.ts";

/** Renewed this long before CJ's own date (Q32: only that date counts). */
const EARLY_MS = 5 * MINUTE_MS;
const LEASE_MS = 15_000;
const LOOK_AGAIN_MS = 60;

/**
 * Access tokens of one connection. One holder at a time asks CJ for new ones, across processes: it has the lease, the others
 * watch the row and take what it stored. No transaction is open while CJ is asked.
 */
export function cjTokenSource(
  ctx: ServiceContext,
  start: CjConnectionRow,
  auth: CjAuth,
  deadline: Deadline,
): CjTokenSource {
  const { clock, db, keyring } = ctx.platform;
  let known = start;
  // A verb of many calls asks for the token at each: it is opened once.
  const opened = new WeakMap<CjConnectionRow, string>();

  function tokenOf(row: CjConnectionRow): string {
    const token = opened.get(row) ?? openAccessToken(keyring, row) ?? "";
    opened.set(row, token);
    return token;
  }

  const isGood = (row: CjConnectionRow, refused: string | null): boolean =>
    row.accessExpiresAt !== null &&
    row.accessExpiresAt.getTime() - EARLY_MS > clock.now().getTime() &&
    !["", refused].includes(tokenOf(row));

  async function reload(): Promise<CjConnectionRow> {
    const row = await inMerchantTx(ctx, findCjConnection);
    // Disconnected, or another account was connected meanwhile: this gateway has no business with it.
    if (!row || row.id !== start.id) throw new DomainError("cj.not_connected");
    known = row;
    return row;
  }

  async function renew(refused: string | null): Promise<CjConnectionRow> {
    const holder = randomUUID();
    for (;;) {
      const row = await reload();
      if (isGood(row, refused)) return row;
      const turn = await withLease(db, { name: `cj-token:${row.id}`, holder, ttlMs: LEASE_MS }, async () => {
        // Whoever had the lease before us may have just stored what we need.
        const latest = await reload();
        return isGood(latest, refused) ? latest : await replace(latest);
      });
      if (turn) return turn.value;
      if (deadline.leftMs() <= 0)
        throw new CjFailure({ kind: "unavailable", endpoint: "authentication/refreshAccessToken" });
      await sleep(LOOK_AGAIN_MS);
    }
  }

  async function replace(row: CjConnectionRow): Promise<CjConnectionRow> {
    const tokens = await ask(row);
    failpoint("cj.token.after_refresh_call");
    const stored = await inMerchantTx(ctx, (tx) =>
      storeCjTokens(tx, row.id, row.tokenVersion, sealTokens(keyring, tokens)),
    );
    return stored ?? reload();
  }

  /** New tokens by refresh while that token lives, by the API key otherwise. */
  async function ask(row: CjConnectionRow): Promise<CjTokens> {
    const refreshToken = openRefreshToken(keyring, row);
    try {
      if (refreshToken !== null && row.refreshExpiresAt !== null && row.refreshExpiresAt > clock.now())
        return await auth.refreshAccessToken(refreshToken);
    } catch (error) {
      if (!(error instanceof CjFailure) || error.kind !== "unauthorised") throw error;
    }
    try {
      return await auth.getAccessToken(openApiKey(keyring, row));
    } catch (error) {
      if (error instanceof CjFailure && error.kind === "unauthorised")
        await inMerchantTx(ctx, (tx) => markCjConnection(tx, row.id, { status: "failing", reason: "cj.key_rejected" }));
      throw error;
    }
  }

  return {
    accessToken: async () => tokenOf(isGood(known, null) ? known : await renew(null)),
    invalid: async (token) => tokenOf(await renew(token)),
  };
}
