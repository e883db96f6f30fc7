import type { CjConnectionRow } from "@nexusone/db/queries/cj-connections";
import { changeCjWebhook, insertCjWebhook, lockCjWebhook, type CjWebhookRow } from "@nexusone/db/queries/cj-webhooks";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { isCallable } from "../../callable.ts";
import type { ServiceContext } from "../../context.ts";
import { hashToken } from "../../secrets/keyring.ts";
import { drawPublicToken } from "../../secrets/public-token.ts";
import { tellWebhook } from "./tell-webhook.ts";

export const CJ_WEBHOOK_PATH = "/api/cj/webhook";
const KEY_PURPOSE = "cj_webhooks.key";

/** Where CJ posts to: this server, and 128 bits that nobody guesses. */
export function addressOf({ platform }: ServiceContext, { keySealed }: Pick<CjWebhookRow, "keySealed">): string {
  return `${platform.config.publicUrl}${CJ_WEBHOOK_PATH}/${platform.keyring.open(keySealed, KEY_PURPOSE)}`;
}

/**
 * The address of a connection, made at the first look, as it stands for where this server is reached now: moved, it is to be
 * registered anew. Whoever was away so long that CJ gave messages up has a gap.
 */
export async function standingAddress(
  tx: MerchantTx,
  ctx: ServiceContext,
  connection: CjConnectionRow,
): Promise<CjWebhookRow> {
  const { keyring, clock, config } = ctx.platform;
  const key = drawPublicToken();
  await insertCjWebhook(tx, {
    connectionId: connection.id,
    keySealed: keyring.seal(key, KEY_PURPOSE),
    keyHash: hashToken(key),
    state: "wanted",
  });
  const { away, ...row } = (await lockCjWebhook(tx))!; // put there just now, if not before
  const callable = isCallable(ctx, connection.environment);
  const moved = row.base !== config.publicUrl;
  const change = {
    ...(away && row.gapSince === null && { gapSince: row.aliveAt }),
    ...(!callable && ({ state: "unreachable", reason: "cj.webhook_unreachable", nextAt: null } as const)),
    ...(callable &&
      (moved || row.state === "unreachable") &&
      ({ state: "wanted", reason: null, nextAt: clock.now() } as const)),
    base: config.publicUrl,
  };
  await changeCjWebhook(tx, row.id, change);
  const now = { ...row, ...change };
  if (now.state !== row.state) await tellWebhook(tx, ctx, now);
  return now;
}
