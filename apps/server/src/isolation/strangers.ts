import {
  API_KEY_SCOPES,
  EXTENSION_SCOPES,
  type ApiKeyScope,
  type ExtensionScope,
} from "@nexusone/contracts/permissions";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import { revokeApiKey } from "@nexusone/core/api-keys/revoke-api-key";
import { changePlan } from "@nexusone/core/billing/change-plan";
import { revokeExtensionSession } from "@nexusone/core/extension/revoke-extension-session";
import { revokeSession } from "@nexusone/core/identity/sessions";
import { SessionId, MerchantId } from "@nexusone/contracts/ids";
import { createStaffedMerchant, userContext } from "@nexusone/testing/contexts";
import type { As } from "../testing/call.ts";
import { bearerOf, member, newApiKey, pairBrowser, person, session, type World } from "./world.ts";

/** Somebody who must be refused whatever they ask, and the one reason they may hear. */
export type Stranger = { readonly label: string; readonly as: As; readonly reason: ReasonCode };

/** Everybody who may ask nothing of merchant A, whatever their ids are. */
export async function strangersTo(world: World): Promise<Stranger[]> {
  const { a, b, outsider, server } = world;
  const { owner } = a.staff;
  const named = { merchantId: a.merchantId };
  const refused = (label: string, reason: ReasonCode, as: As): Stranger => ({ label, as, reason });
  return [
    refused("nobody", "request.unauthenticated", named),
    refused("a made-up cookie", "request.unauthenticated", { ...named, cookie: "x".repeat(43) }),
    refused("a made-up token", "identity.token_invalid", { ...named, bearer: "not-a-token" }),
    refused("a signed-in outsider", "request.merchant_forbidden", { ...named, cookie: outsider.cookie }),
    refused("B's owner naming A", "request.merchant_forbidden", { ...named, cookie: b.staff.owner.cookie }),
    refused("B's token naming A", "request.merchant_forbidden", { ...named, bearer: b.staff.owner.bearer }),
    refused("a token that says A, of an outsider", "request.merchant_forbidden", {
      bearer: await bearerOf(server, outsider, a.merchantId),
    }),
    refused("A's token naming B", "request.merchant_forbidden", { merchantId: b.merchantId, bearer: owner.bearer }),
    refused("A's owner naming no merchant", "request.merchant_required", { cookie: owner.cookie }),
    refused("A's owner on another site's page", "request.origin_refused", {
      ...named,
      cookie: owner.cookie,
      headers: { origin: "https://cjdropshipping.com" },
    }),
    ...(await endedSessions(world)),
    ...(await endedBrowsers(world)),
    ...(await endedKeys(world)),
  ];
}

async function endedSessions({ a, server }: World): Promise<Stranger[]> {
  const named = { merchantId: a.merchantId };
  const revoked = await member(server, a.merchantId, "owner");
  await revokeSession(userContext(server.platform, { id: revoked.userId }), {
    sessionId: SessionId.parse(revoked.sessionId),
  });
  const late = await member(server, a.merchantId, "owner");
  await server.database.sql`update user_sessions set expires_at = '2026-01-01' where id = ${late.sessionId}`;
  const removed = await member(server, a.merchantId, "owner");
  await server.database.sql`delete from memberships where user_id = ${removed.userId}`;
  return [
    { label: "a revoked session", as: { ...named, cookie: revoked.cookie }, reason: "request.unauthenticated" },
    { label: "a token of a revoked session", as: { bearer: revoked.bearer }, reason: "identity.session_expired" },
    { label: "an expired session", as: { ...named, cookie: late.cookie }, reason: "request.unauthenticated" },
    { label: "a token of an expired session", as: { bearer: late.bearer }, reason: "identity.session_expired" },
    { label: "a former owner", as: { ...named, cookie: removed.cookie }, reason: "request.merchant_forbidden" },
    { label: "a former owner's token", as: { bearer: removed.bearer }, reason: "request.merchant_forbidden" },
  ];
}

async function endedBrowsers({ a, b, server }: World): Promise<Stranger[]> {
  const { owner } = a.staff;
  const revoked = await pairBrowser(owner);
  await revokeExtensionSession(owner.ctx, { sessionId: revoked.sessionId });
  const expired = await pairBrowser(owner);
  await server.database
    .sql`update chrome_extension_sessions set expires_at = '2026-01-01' where id = ${expired.sessionId}`;
  const left = await member(server, a.merchantId, "product_editor");
  const orphan = await pairBrowser(left);
  await server.database.sql`delete from memberships where user_id = ${left.userId}`;
  const { accessToken: foreign } = await pairBrowser(b.staff.owner);
  return [
    { label: "a revoked browser", as: { bearer: revoked.accessToken }, reason: "extension.session_revoked" },
    { label: "an expired browser", as: { bearer: expired.accessToken }, reason: "extension.session_expired" },
    { label: "a former member's browser", as: { bearer: orphan.accessToken }, reason: "extension.session_revoked" },
    { label: "a browser below Premium", as: { bearer: await lapsed(server) }, reason: "extension.premium_required" },
    {
      label: "B's browser naming A",
      as: { bearer: foreign, merchantId: a.merchantId },
      reason: "request.merchant_forbidden",
    },
    {
      label: "a browser's token cut short",
      as: { bearer: foreign.slice(0, -4) },
      reason: "extension.token_invalid",
    },
  ];
}

async function endedKeys({ a, b, server }: World): Promise<Stranger[]> {
  const { sql } = server.database;
  const { owner } = a.staff;
  const revoked = await newApiKey(owner);
  await revokeApiKey(owner.ctx, { keyId: revoked.apiKey.id });
  const expired = await newApiKey(owner);
  await sql`update api_keys set expires_at = '2026-01-01' where id = ${expired.apiKey.id}`;
  const left = await member(server, a.merchantId, "admin");
  const orphan = await newApiKey(left);
  await sql`delete from memberships where user_id = ${left.userId}`;
  const { key: foreign, apiKey } = await newApiKey(b.staff.owner);
  const refused = (label: string, reason: ReasonCode, as: As): Stranger => ({ label, as, reason });
  // Made anew for every walk: the one before has had its turn.
  await sql`update api_keys set revoked_at = issued_at where name = 'Walk' and merchant_id = ${b.merchantId} and id <> ${apiKey.id}`;
  return [
    refused("a made-up key", "api_keys.invalid", { bearer: `nx_0000000_${"x".repeat(43)}` }),
    refused("a key cut short", "api_keys.invalid", { apiKey: expired.key.slice(0, -1) }),
    refused("a revoked key", "api_keys.revoked", { apiKey: revoked.key }),
    refused("an expired key", "api_keys.expired", { bearer: expired.key }),
    refused("a former admin's key", "api_keys.creator_left", { apiKey: orphan.key }),
    refused("B's key naming A", "request.merchant_forbidden", { apiKey: foreign, merchantId: a.merchantId }),
    refused("two credentials at once", "api_keys.two_credentials", { apiKey: foreign, bearer: owner.bearer }),
    refused("B's key beside A's cookie", "request.merchant_forbidden", {
      apiKey: foreign,
      cookie: owner.cookie,
      merchantId: a.merchantId,
    }),
  ];
}

/** A browser paired under Premium, whose merchant has gone down to Free. */
async function lapsed(server: World["server"]): Promise<string> {
  const { merchant, user, ctx } = await createStaffedMerchant(server.platform, "owner");
  const { accessToken } = await pairBrowser({
    ...(await session(server, user.id)),
    userId: user.id,
    email: user.email,
    role: "owner",
    ctx,
    bearer: "",
  });
  const admin = await person(server);
  await changePlan(userContext(server.platform, { id: admin.userId, isPlatformAdmin: true }), {
    merchantId: MerchantId.parse(merchant.id),
    plan: "free",
  });
  return accessToken;
}

/** Every scope of a key but one. */
export const keyScopesWithout = (scope: string): ApiKeyScope[] => API_KEY_SCOPES.filter((one) => one !== scope);

/** Every scope but one. */
export const scopesWithout = (scope: string): ExtensionScope[] => EXTENSION_SCOPES.filter((one) => one !== scope);
