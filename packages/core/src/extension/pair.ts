import type { ExtensionTokens } from "@nexusone/contracts/extension";
import { ExtensionSessionId, MerchantId, UserId } from "@nexusone/contracts/ids";
import {
  consumePairing,
  findPairingOffer,
  findRole,
  insertRefreshToken,
  insertSession,
} from "@nexusone/db/queries/extension";
import { withMerchant } from "@nexusone/db/with-merchant";
import type { ClientContext, ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { hashToken, randomToken } from "../secrets/keyring.ts";
import { signAccess } from "./access-token.ts";
import { sessionExpiry } from "./lifetimes.ts";
import { hashPairingCode } from "./pairing-code.ts";
import { requireExtensionPlan } from "./session-access.ts";
import { returnGuess, takeTry } from "./throttle.ts";

/**
 * Public: uses the code up and starts a session. Of two at once with the same code one gets it. An answer that is lost
 * leaves a session nobody holds, to be seen and revoked in Settings; a new code makes another.
 * @throws extension.code_invalid, extension.premium_required, request.too_many
 */
export async function pair(
  client: ClientContext,
  input: { readonly code: string; readonly browser: string },
): Promise<ExtensionTokens> {
  const { platform } = client;
  await takeTry(platform, "guess", client.address);
  const now = platform.clock.now();
  const codeHash = hashPairingCode(platform.keyring, input.code);
  const offer = await findPairingOffer(platform.db, codeHash, now);
  if (!offer) throw new DomainError("extension.code_invalid");
  await returnGuess(platform, client.address);

  const merchantId = MerchantId.parse(offer.merchantId);
  const refreshToken = randomToken();
  // On record as done by whom the new session's own row names.
  const by = { actor: "extension_session:", requestId: client.requestId };
  const session = await withMerchant(platform.db, { merchantId, by }, async (tx) => {
    const pairing = await consumePairing(tx, codeHash, now);
    const role = pairing && (await findRole(tx, pairing.userId));
    if (!pairing || !role) throw new DomainError("extension.code_invalid");
    await requireExtensionPlan(tx);
    const { userId, name, scopes } = pairing;
    const expiresAt = sessionExpiry(now, now);
    const row = await insertSession(tx, { userId, name, browser: input.browser, scopes, pairedAt: now, expiresAt });
    await insertRefreshToken(tx, row.id, hashToken(refreshToken));
    const actor: ServiceContext["actor"] = {
      kind: "extension_session",
      userId: UserId.parse(userId),
      name: offer.userName,
      role,
      sessionId: row.id,
      scopes,
    };
    const subject = { kind: "extension_session", id: row.id } as const;
    await recordEvent(tx, { ...client, merchantId, actor }, "extension.paired", { sessionId: row.id }, subject);
    failpoint("extension.pair.before_commit");
    return row;
  });
  const sessionId = ExtensionSessionId.parse(session.id);
  const claims = { sub: UserId.parse(session.userId), sid: sessionId, mid: merchantId, scopes: session.scopes };
  return {
    ...(await signAccess(platform.keyring, claims)),
    refreshToken,
    sessionExpiresAt: session.expiresAt.toISOString(),
    sessionId,
    merchantId,
  };
}
