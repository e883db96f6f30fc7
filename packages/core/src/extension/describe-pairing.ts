import type { PairingOffer } from "@nexusone/contracts/extension";
import { findPairingOffer } from "@nexusone/db/queries/extension";
import type { ClientContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashPairingCode } from "./pairing-code.ts";
import { returnGuess, takeTry } from "./throttle.ts";

/**
 * Public: what the popup asks about before it pairs. The code stays good.
 * @throws extension.code_invalid, request.too_many
 */
export async function describePairing(client: ClientContext, input: { readonly code: string }): Promise<PairingOffer> {
  const { platform } = client;
  await takeTry(platform, "guess", client.address);
  const codeHash = hashPairingCode(platform.keyring, input.code);
  const offer = await findPairingOffer(platform.db, codeHash, platform.clock.now());
  if (!offer) throw new DomainError("extension.code_invalid");
  await returnGuess(platform, client.address);
  const { merchantName, userName, scopes, expiresAt } = offer;
  return { merchantName, userName, scopes, expiresAt: expiresAt.toISOString() };
}
