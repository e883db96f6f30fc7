import { MAX_API_KEYS, type CreateApiKeyInput, type CreatedApiKey } from "@nexusone/contracts/api-keys";
import { roleHas } from "@nexusone/contracts/permissions";
import { countWorkingApiKeys, insertApiKey } from "@nexusone/db/queries/api-keys";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";
import { apiKeyView } from "./api-key-view.ts";
import { drawApiKey } from "./key-text.ts";

/**
 * Makes a key that acts as the program of the acting person, within their role. The answer holds the key itself, this once:
 * only its hash is stored.
 * @throws request.forbidden for a scope beyond the role, api_keys.too_many {limit}
 */
export async function createApiKey(
  ctx: ServiceContext,
  input: z.output<typeof CreateApiKeyInput>,
): Promise<CreatedApiKey> {
  authorize(ctx, "api_keys:manage");
  const { platform, actor } = ctx;
  // A key is created by somebody whose role bounds it: a job or the system is nobody.
  if (actor.kind !== "user") throw new DomainError("request.forbidden", { permission: "api_keys:manage" });
  const beyond = input.scopes.find((scope) => !roleHas(actor.role, scope));
  if (beyond) throw new DomainError("request.forbidden", { permission: beyond });

  const now = platform.clock.now();
  const expiresAt = input.expiresInDays === null ? null : addMs(now, input.expiresInDays * DAY_MS);
  const { key, prefix, keyHash } = drawApiKey();
  const row = await inMerchantTx(ctx, async (tx) => {
    // Two at the same moment may pass by one: the limit keeps a list readable, nothing depends on it.
    if ((await countWorkingApiKeys(tx, now)) >= MAX_API_KEYS)
      throw new DomainError("api_keys.too_many", { limit: MAX_API_KEYS });
    const stored = await insertApiKey(tx, {
      name: input.name,
      prefix,
      keyHash,
      scopes: [...new Set(input.scopes)],
      createdBy: actor.userId,
      issuedAt: now,
      expiresAt,
    });
    const payload = { keyId: stored.id, scopes: stored.scopes, expiresAt: expiresAt?.toISOString() ?? null };
    await recordEvent(tx, ctx, "api_key.created", payload, { kind: "api_key", id: stored.id });
    return stored;
  });
  return { key, apiKey: apiKeyView({ ...row, creatorName: actor.name, creatorRole: actor.role }, now) };
}
