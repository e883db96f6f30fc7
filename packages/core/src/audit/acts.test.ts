import { PassThrough } from "node:stream";
import { CreateWebhookInput } from "@nexusone/contracts/webhooks";
import { MembershipId } from "@nexusone/contracts/ids";
import { clientContext, createMember, userContext } from "@nexusone/testing/contexts";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createApiKey } from "../api-keys/create-api-key.ts";
import { revokeApiKey } from "../api-keys/revoke-api-key.ts";
import { exportMerchant } from "../archive/export-merchant.ts";
import { changePlan } from "../billing/change-plan.ts";
import { grantCredits } from "../billing/grant-credits.ts";
import { getProduct } from "../catalog/get-product.ts";
import { updateProduct } from "../catalog/update-product.ts";
import { connectCj } from "../cj/connect-cj.ts";
import { disconnectCj } from "../cj/disconnect-cj.ts";
import type { ServiceContext } from "../context.ts";
import { pairBrowser } from "../extension/extension.fixture.ts";
import { revokeExtensionSession } from "../extension/revoke-extension-session.ts";
import { distant, mailedToken } from "../identity/identity.fixture.ts";
import { commitImport } from "../imports/commit-import.ts";
import { previewImport } from "../imports/preview-import.ts";
import { importOne, openShop, type Shop } from "../imports/shop.fixture.ts";
import { undoImport } from "../imports/undo-import.ts";
import { updateSettings } from "../merchants/settings.ts";
import { saveNotificationSettings } from "../notifications/notification-settings.ts";
import { discardOperation } from "../operations/discard-operation.ts";
import { listOperations } from "../operations/list-operations.ts";
import { acceptInvitation } from "../team/accept-invitation.ts";
import { changeRole, removeMember } from "../team/change-role.ts";
import { invite } from "../team/invite.ts";
import { listTeam } from "../team/list-team.ts";
import { withdrawInvitation } from "../team/withdraw-invitation.ts";
import { createWebhook } from "../webhooks/create-webhook.ts";
import { deleteWebhook } from "../webhooks/delete-webhook.ts";
import { pauseWebhook } from "../webhooks/pause-webhook.ts";
import { registerWebhookSecret } from "../webhooks/register-webhook-secret.ts";
import { listAudit } from "./list-audit.ts";

let shop: Shop;
let ctx: ServiceContext;
let apiKey: string;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(async () => {
  ({ ctx, apiKey } = await shop.merchant());
});
afterAll(() => shop.close());

const pid = async (nth: number) => (await shop.sandbox.control.products.find("color", nth)).pid;
/** What `act` put on record, oldest first: table, kind of write, the columns that changed or the type of an event, and who. */
async function recorded(act: () => Promise<unknown>): Promise<string[]> {
  const before = new Set((await listAudit(ctx, { limit: 100 })).items.map(({ id }) => id));
  await act();
  const { items } = await listAudit(ctx, { limit: 100 });
  return items
    .filter(({ id }) => !before.has(id))
    .toReversed()
    .map(({ table, operation, after, actor }) => {
      const what = table === "events" ? String(after?.["type"]) : Object.keys(after ?? {}).join("+");
      return `${table} ${operation}${operation === "update" || table === "events" ? ` ${what}` : ""} by ${actor.kind}`;
    });
}

it("[SEC-10] people, their roles and invitations", async () => {
  const { ctx: colleague, user } = await createMember(shop.platform, ctx.merchantId, "support");
  const membership = (await listTeam(ctx)).members.find(({ userId }) => userId === user.id);
  const membershipId = MembershipId.parse(membership?.id);
  expect(await recorded(() => changeRole(ctx, { membershipId, role: "admin" }))).toEqual([
    "memberships update role by user",
  ]);
  expect(await recorded(() => removeMember(ctx, { membershipId }))).toEqual(["memberships delete by user"]);
  const email = `${colleague.requestId}@example.com`;
  expect(await recorded(() => invite(ctx, { email, role: "support" }))).toEqual(["invitations insert by user"]);
  const token = await mailedToken(shop.platform, email, "invite");
  const accept = { token, name: "Ines", password: "a long enough phrase" };
  expect(await recorded(() => acceptInvitation(clientContext(shop.platform), accept, distant))).toEqual([
    "invitations update accepted_at by user",
    "memberships insert by user",
  ]);
  const { id } = await invite(ctx, { email: `other-${email}`, role: "support" });
  expect(await recorded(() => withdrawInvitation(ctx, { invitationId: id }))).toEqual([
    "invitations update withdrawn_at by user",
  ]);
});

it("[SEC-10] keys, browsers and connections", async () => {
  const made = { name: "Program", scopes: ["catalog:read" as const], expiresInDays: null };
  expect(await recorded(() => createApiKey(ctx, made))).toEqual(["api_keys insert by user"]);
  const { apiKey: key } = await createApiKey(ctx, made);
  expect(await recorded(() => revokeApiKey(ctx, { keyId: key.id }))).toEqual(["api_keys update revoked_at by user"]);
  expect(await recorded(() => pairBrowser(ctx))).toEqual(["chrome_extension_sessions insert by extension_session"]);
  const { sessionId } = await pairBrowser(ctx);
  expect(await recorded(() => revokeExtensionSession(ctx, { sessionId }))).toEqual([
    "chrome_extension_sessions update revoked_at+revoked_reason by user",
  ]);
  expect(await recorded(() => disconnectCj(ctx))).toEqual(["cj_connections delete by user"]);
  expect(await recorded(() => connectCj(ctx, { apiKey, environment: "sandbox" }))).toEqual([
    "cj_connections insert by user",
  ]);
});

it("[SEC-10] where data goes: endpoints, their secrets, notification addresses, archives", async () => {
  const input = CreateWebhookInput.parse({ url: "https://shop.example/hook" });
  expect(await recorded(() => createWebhook(ctx, input))).toEqual([
    "webhooks insert by user",
    "webhook_secrets insert by user",
  ]);
  const { webhook } = await createWebhook(ctx, input);
  const webhookId = webhook.id;
  expect(await recorded(() => pauseWebhook(ctx, { webhookId }))).toEqual(["webhooks update state by user"]);
  expect(await recorded(() => registerWebhookSecret(ctx, { webhookId, overlapHours: 1 }))).toEqual(
    expect.arrayContaining(["webhook_secrets update expires_at by user", "webhook_secrets insert by user"]),
  );
  expect((await recorded(() => deleteWebhook(ctx, { webhookId }))).toSorted()).toEqual([
    "webhook_secrets delete by user",
    "webhook_secrets delete by user",
    "webhooks delete by user",
  ]);
  expect(await recorded(() => saveNotificationSettings(ctx, { digestAt: 300 }))).toEqual([
    "notification_settings insert by user",
  ]);
  const nowhere = new PassThrough().resume();
  expect(await recorded(() => exportMerchant(ctx, nowhere))).toEqual(["events insert merchant.exported by user"]);
});

it("[SEC-10] prices, settings and undone imports; an import itself has its own history", async () => {
  const refs = [await pid(0), await pid(1), await pid(2)] as const;
  expect(await recorded(() => importOne(ctx, refs[0]))).toEqual([]);
  const row = await importOne(ctx, refs[1]);
  const { id, variants } = await getProduct(ctx, { id: row.productId! });
  const prices = [{ variantId: variants[0]!.id, priceMinor: 99_900 }];
  expect(await recorded(() => updateProduct(ctx, { id, prices }))).toEqual([
    "product_variants update price_minor+price_from_rule by user",
  ]);
  const priceRule = { kind: "multiplier", factor: "3", of: "cost" } as const;
  expect(await recorded(() => updateProduct(ctx, { id, priceRule }))).toContain("products update price_rule by user");
  expect(await recorded(() => updateProduct(ctx, { id, status: "archived" }))).toEqual([
    "products update status by user",
  ]);
  expect(await recorded(() => updateSettings(ctx, { defaultPriceRule: priceRule, fxRate: "0.8" }))).toEqual([
    "merchants update default_price_rule by user",
    expect.stringMatching(/^fx_rates update .*rate.* by user$/),
  ]);
  expect(await recorded(() => undoImport(ctx, { importLogId: row.id, force: true }))).toEqual([
    "products delete by user",
    "events insert product.import_undone by user",
  ]);
  const preview = await previewImport(ctx, { items: [{ ref: refs[1] }, { ref: refs[2] }] });
  expect(await recorded(() => commitImport(ctx, { previewId: preview.id }))).toEqual([]);
  const [operation] = (await listOperations(ctx)).items;
  expect(await recorded(() => discardOperation(ctx, operation!))).toEqual([
    "events insert operation.discarded by user",
  ]);
});

it("[SEC-10] what platform admins do to a merchant, and the commission, by whatever way it came", async () => {
  const { user } = await createMember(shop.platform, ctx.merchantId, "support");
  const admin = userContext(shop.platform, { id: user.id, isPlatformAdmin: true });
  const { merchantId } = ctx;
  expect(await recorded(() => grantCredits(admin, { merchantId, amount: 5, note: "For Marie" }))).toEqual([
    "credit_entries insert by system",
  ]);
  expect(await recorded(() => changePlan(admin, { merchantId, plan: "free" }))).toContainEqual(
    expect.stringMatching(/^merchant_plans update plan.* by system$/),
  );
  const [newest] = (await listAudit(ctx, { actorKind: "system" })).items;
  expect(newest?.actor.id).toBe(`platform:${user.id}`);
  expect(
    await recorded(() => shop.database.sql`update merchants set commission_bps = 3000 where id = ${merchantId}`),
  ).toEqual(["merchants update commission_bps by unknown"]);
});
