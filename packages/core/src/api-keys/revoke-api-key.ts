import type { ApiKeyInput } from "@nexusone/contracts/api-keys";
import { revokeApiKeyRow } from "@nexusone/db/queries/api-keys";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { inMerchantTx } from "../transaction.ts";

/** Ends a key: its very next request is refused. Safe to repeat. @throws request.not_found */
export async function revokeApiKey(ctx: ServiceContext, { keyId }: z.output<typeof ApiKeyInput>): Promise<void> {
  authorize(ctx, "api_keys:manage");
  await inMerchantTx(ctx, async (tx) => {
    const ended = await revokeApiKeyRow(tx, keyId, ctx.platform.clock.now());
    if (ended === undefined) throw new DomainError("request.not_found");
    if (ended) await recordEvent(tx, ctx, "api_key.revoked", { keyId }, { kind: "api_key", id: keyId });
  });
}
