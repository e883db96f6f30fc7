import type { ExtensionTokens } from "@nexusone/contracts/extension";
import { ExtensionSessionId, MerchantId, UserId } from "@nexusone/contracts/ids";
import { findPlan } from "@nexusone/db/queries/billing";
import {
  findRefreshOwner,
  findRefreshToken,
  findRole,
  findSession,
  revokeSessions,
  rotateRefreshToken,
  updateSessionExpiry,
  type ExtensionSessionRow,
} from "@nexusone/db/queries/extension";
import { withMerchant, type MerchantTx } from "@nexusone/db/with-merchant";
import { systemActing } from "../audit/acting.ts";
import type { ClientContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { recordEvent } from "../events/record-event.ts";
import { failpoint } from "../failpoints.ts";
import { hashToken, randomToken } from "../secrets/keyring.ts";
import { signAccess } from "./access-token.ts";
import { sessionExpiry } from "./lifetimes.ts";
import { sessionRefusal } from "./session-access.ts";

const SEALED_AS = "extension_refresh_tokens.successor_sealed";

type Outcome =
  | {
      readonly ok: true;
      readonly session: ExtensionSessionRow;
      readonly predecessorId: string;
      readonly successor: string;
    }
  | { readonly ok: false; readonly refusal: DomainError };

/**
 * Public: exchanges a refresh token for its one successor and a new access token. A worker that died before writing the
 * successor presents the old token again and gets the same successor, at any number of processes at once; once the
 * successor was used (exchanged, or its access token made a request) the old one is stolen: the session ends.
 * @throws extension.token_invalid for an unknown token, else why the session may not act:
 * extension.refresh_reused, session_revoked, disconnected, session_expired, premium_required
 */
export async function refreshSession(
  client: ClientContext,
  input: { readonly refreshToken: string },
): Promise<ExtensionTokens> {
  const { platform } = client;
  const tokenHash = hashToken(input.refreshToken);
  const owner = await findRefreshOwner(platform.db, tokenHash);
  if (!owner) throw new DomainError("extension.token_invalid");
  const merchantId = MerchantId.parse(owner.merchantId);

  const by = systemActing("extension sessions", client.requestId);
  // A refusal is returned rather than thrown: revoking a session must commit.
  const outcome = await withMerchant(platform.db, { merchantId, by }, (tx) =>
    exchange(tx, client, merchantId, { sessionId: owner.sessionId, tokenHash }),
  );
  failpoint("extension.refresh.after_commit");
  if (!outcome.ok) throw outcome.refusal;

  const { session, predecessorId, successor } = outcome;
  const sessionId = ExtensionSessionId.parse(session.id);
  const access = await signAccess(platform.keyring, {
    sub: UserId.parse(session.userId),
    sid: sessionId,
    mid: merchantId,
    gen: predecessorId,
    scopes: session.scopes,
  });
  return {
    ...access,
    refreshToken: successor,
    sessionExpiresAt: session.expiresAt.toISOString(),
    sessionId,
    merchantId,
  };
}

async function exchange(
  tx: MerchantTx,
  client: ClientContext,
  merchantId: MerchantId,
  presented: { readonly sessionId: string; readonly tokenHash: string },
): Promise<Outcome> {
  const { clock, keyring } = client.platform;
  const now = clock.now();
  // The session's lock makes refreshes of one session follow one another.
  const session = await findSession(tx, presented.sessionId, { lock: true });
  const token = session && (await findRefreshToken(tx, presented.tokenHash));
  if (!token) return { ok: false, refusal: new DomainError("extension.token_invalid") };
  const [role, plan] = [await findRole(tx, session.userId), (await findPlan(tx))?.plan];
  const refusal = sessionRefusal({ ...session, role, plan }, now);
  if (refusal) return { ok: false, refusal };

  if (token.exchangedAt && !token.successorSealed) {
    const reason = "extension.refresh_reused";
    await revokeSessions(tx, { sessionId: session.id }, { at: now, reason });
    const actor = { kind: "system", name: "extension sessions" } as const;
    const subject = { kind: "extension_session", id: session.id } as const;
    const payload = { sessionId: session.id, reason };
    await recordEvent(tx, { ...client, merchantId, actor }, "extension.revoked", payload, subject);
    return { ok: false, refusal: new DomainError(reason) };
  }
  const expiresAt = sessionExpiry(session.pairedAt, now);
  await updateSessionExpiry(tx, session.id, expiresAt);
  const renewed = { ...session, expiresAt };
  if (token.successorSealed) {
    const successor = keyring.open(token.successorSealed, SEALED_AS);
    return { ok: true, session: renewed, predecessorId: token.id, successor };
  }
  const successor = randomToken();
  const sealed = keyring.seal(successor, SEALED_AS);
  await rotateRefreshToken(tx, token, { hash: hashToken(successor), sealed, at: now });
  failpoint("extension.refresh.after_rotate");
  return { ok: true, session: renewed, predecessorId: token.id, successor };
}
