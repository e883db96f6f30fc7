import type { CreatePairingInput, PairingView } from "@nexusone/contracts/extension";
import { deletePairingsBefore, insertPairing } from "@nexusone/db/queries/extension";
import type { z } from "zod";
import { authorize, refusalOf } from "../authorize.ts";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { inMerchantTx } from "../transaction.ts";
import { CODE_MS } from "./lifetimes.ts";
import { drawPairingCode, hashPairingCode } from "./pairing-code.ts";
import { requireExtensionPlan } from "./session-access.ts";
import { takeTry } from "./throttle.ts";

/**
 * Makes a one-time code by which a browser is paired as the acting person, within their role.
 * @throws request.forbidden for a scope beyond that, api_keys.not_a_person, extension.premium_required, request.too_many
 */
export async function createPairing(
  ctx: ServiceContext,
  input: z.output<typeof CreatePairingInput>,
): Promise<PairingView> {
  authorize(ctx, "extension:use");
  const { platform, actor } = ctx;
  // A browser lives for months and knows nothing of the key that paired it: it would outlive the key's revocation.
  if (actor.kind === "api_key") throw new DomainError("api_keys.not_a_person");
  // A browser is paired as somebody: a job or the system is nobody.
  if (actor.kind !== "user") throw new DomainError("request.forbidden", { permission: "extension:use" });
  for (const scope of input.scopes) {
    const reason = refusalOf(actor, scope);
    if (reason) throw new DomainError(reason, { permission: scope });
  }
  await takeTry(platform, "create", actor.userId);

  const now = platform.clock.now();
  const expiresAt = addMs(now, CODE_MS);
  const pairingCode = await inMerchantTx(ctx, async (tx) => {
    await requireExtensionPlan(tx);
    await deletePairingsBefore(tx, addMs(now, -DAY_MS));
    for (;;) {
      const code = drawPairingCode();
      const codeHash = hashPairingCode(platform.keyring, code);
      const { name } = input;
      const scopes = [...new Set(input.scopes)];
      if (await insertPairing(tx, { userId: actor.userId, codeHash, name, scopes, expiresAt })) return code;
    }
  });
  const { publicUrl: serverUrl, extensionId } = platform.config;
  return { pairingCode, expiresAt: expiresAt.toISOString(), serverUrl, extensionId };
}
