import { randomUUID } from "node:crypto";
import type { ContactView } from "@nexusone/contracts/contacts";
import type { ExtensionTokens } from "@nexusone/contracts/extension";
import { MerchantId, ProductId, SessionId, UserId } from "@nexusone/contracts/ids";
import type { CreatedApiKey } from "@nexusone/contracts/api-keys";
import {
  API_KEY_SCOPES,
  EXTENSION_SCOPES,
  ROLES,
  type ApiKeyScope,
  type ExtensionScope,
  type Role,
} from "@nexusone/contracts/permissions";
import { createApiKey } from "@nexusone/core/api-keys/create-api-key";
import { getProduct } from "@nexusone/core/catalog/get-product";
import { saveFilter } from "@nexusone/core/catalog/saved-filters";
import { setCategoryMapping } from "@nexusone/core/catalog/category-mappings";
import { bulkEditJob } from "@nexusone/core/bulk-edits/bulk-edit-job";
import { commitBulkEdit } from "@nexusone/core/bulk-edits/commit-bulk-edit";
import { previewBulkEdit } from "@nexusone/core/bulk-edits/preview-bulk-edit";
import { connectCj } from "@nexusone/core/cj/connect-cj";
import { listCjCategories } from "@nexusone/core/cj/list-cj-categories";
import { getCjStatus } from "@nexusone/core/cj/get-cj-status";
import { saveAddress } from "@nexusone/core/contacts/change-addresses";
import { createContact } from "@nexusone/core/contacts/create-contact";
import { mergeContacts } from "@nexusone/core/contacts/merge-contacts";
import { recordConsent } from "@nexusone/core/contacts/record-consent";
import type { ServiceContext } from "@nexusone/core/context";
import { createPairing } from "@nexusone/core/extension/create-pairing";
import { pair } from "@nexusone/core/extension/pair";
import { signAccessToken } from "@nexusone/core/identity/access-token";
import { startSession } from "@nexusone/core/identity/start-session";
import { commitImport } from "@nexusone/core/imports/commit-import";
import { createDraft } from "@nexusone/core/imports/create-draft";
import { importProductsJob } from "@nexusone/core/imports/import-products-job";
import { previewImport } from "@nexusone/core/imports/preview-import";
import { listOperations } from "@nexusone/core/operations/list-operations";
import { listAlerts } from "@nexusone/core/inventory/alerts";
import { listApprovals } from "@nexusone/core/inventory/approvals";
import { saveInventorySettings } from "@nexusone/core/inventory/settings";
import { startSync } from "@nexusone/core/inventory/start-sync";
import { inventorySyncJob } from "@nexusone/core/inventory/sync-job";
import { recordPayment } from "@nexusone/core/payments/record-payment";
import { invite } from "@nexusone/core/team/invite";
import type { ProductView } from "@nexusone/sandbox/control-types";
import { inMerchantTx } from "@nexusone/core/transaction";
import { withUser } from "@nexusone/db/with-merchant";
import { clientContext, serviceContext } from "@nexusone/testing/contexts";
import { createMembership, createMerchant, createUser } from "@nexusone/testing/merchants";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { newMedia } from "./pictures.ts";
import { furnishInbox } from "./inbox-world.ts";
import { furnishFulfilment } from "./fulfilment-world.ts";
import { furnishOrders, newOrder } from "./orders-world.ts";
import { furnishCampaigns } from "./campaigns-world.ts";
import { furnishTemplates } from "./templates-world.ts";
import { counted, learned, notified, toldCustomer } from "./told-world.ts";
import { furnishWebhooks } from "./webhook-world.ts";
import { furnishWhatsApp } from "./whatsapp-world.ts";

/** Somebody with a session: as cookie, as bearer token, and as the context verbs take. */
export type Person = {
  readonly userId: string;
  readonly email: string;
  readonly sessionId: string;
  readonly cookie: string;
};
export type Member = Person & { readonly role: Role; readonly ctx: ServiceContext; readonly bearer: string };

/** A merchant with staff in every role and a CJ account of its own. */
export type Shop = {
  readonly merchantId: string;
  readonly staff: Readonly<Record<Role, Member>>;
  readonly apiKey: string;
};

export type World = {
  readonly server: TestServer;
  readonly a: Shop;
  readonly b: Shop;
  /** Signed in, member of nothing. */
  readonly outsider: Person;
};

/** Two merchants in full use beside each other. No lesser world shows that one cannot reach the other. */
export async function buildWorld(
  overrides: Parameters<typeof startTestServer>[0] = {},
  on: Parameters<typeof startTestServer>[2] = {},
): Promise<World> {
  // One proxy is trusted so that every request can come from an address of its own.
  const server = await startTestServer(overrides, { TRUST_PROXY: "on" }, on);
  const world = { server, a: await openShop(server), b: await openShop(server), outsider: await person(server) };
  for (const shop of [world.a, world.b]) await furnish(world, shop);
  return world;
}

async function openShop(server: TestServer): Promise<Shop> {
  const { db } = server.platform;
  const merchant = await createMerchant(db, { isDemo: true });
  const staff = {} as Record<Role, Member>;
  for (const role of ROLES) staff[role] = await member(server, merchant.id, role);
  const { apiKey } = await server.sandbox.control.accounts.create({ level: 5, points: 1_000_000 });
  const shop = { merchantId: merchant.id, staff, apiKey };
  await connected(shop);
  return shop;
}

/** Connects the shop's CJ account unless it is connected. */
export async function connected({ staff, apiKey }: Shop): Promise<void> {
  if ((await getCjStatus(staff.owner.ctx)).connection) return;
  await connectCj(staff.owner.ctx, { apiKey, environment: "sandbox" });
}

export async function person(server: TestServer, overrides: Parameters<typeof createUser>[1] = {}): Promise<Person> {
  const user = await createUser(server.platform.db, overrides);
  return { userId: user.id, email: user.email, ...(await session(server, user.id)) };
}

export async function session(server: TestServer, userId: string, lifetimeMs?: number) {
  const { platform } = server;
  const id = UserId.parse(userId);
  const started = await withUser(platform.db, id, (tx) => startSession(tx, clientContext(platform), id, lifetimeMs));
  return { sessionId: started.id as string, cookie: started.token };
}

export async function bearerOf(server: TestServer, who: Person, merchantId: string): Promise<string> {
  const { jwt } = await signAccessToken(server.platform.keyring, {
    userId: UserId.parse(who.userId),
    sessionId: SessionId.parse(who.sessionId),
    merchantId: MerchantId.parse(merchantId),
  });
  return jwt;
}

/** A new member of the merchant, with a session of their own. */
export async function member(server: TestServer, merchantId: string, role: Role): Promise<Member> {
  const who = await person(server);
  await createMembership(server.platform.db, { merchantId, userId: who.userId, role });
  return {
    ...who,
    role,
    ctx: serviceContext(server.platform, { merchantId, userId: who.userId, role }),
    bearer: await bearerOf(server, who, merchantId),
  };
}

export async function pairBrowser(
  by: Member,
  scopes: readonly ExtensionScope[] = EXTENSION_SCOPES,
): Promise<ExtensionTokens> {
  const { platform } = by.ctx;
  const { pairingCode } = await createPairing(by.ctx, { name: "Laptop", scopes: [...scopes] });
  return pair(clientContext(platform), { code: pairingCode, browser: "Chrome 140" });
}

/** A key for programs; revoke it after use, a merchant has room for fifty. */
export const newApiKey = (by: Member, scopes: readonly ApiKeyScope[] = API_KEY_SCOPES): Promise<CreatedApiKey> =>
  createApiKey(by.ctx, { name: "Walk", scopes: [...scopes], expiresInDays: null });

let index = 0;
/** A CJ product on the shelves, of one variant, that nobody has touched yet. */
async function nextProduct(server: TestServer): Promise<ProductView> {
  for (;;) {
    const product = await server.sandbox.control.products.at(index++);
    if (!product.removed && product.variants.length === 1) return product;
  }
}

export const nextPid = async (server: TestServer): Promise<string> => (await nextProduct(server)).pid;

/** A draft as the extension would send it. */
export async function readingOf(server: TestServer) {
  const { pid, name, path } = await nextProduct(server);
  const url = `https://cjdropshipping.com${path}`;
  return { pid, name, url, imageUrl: null, minUsd: "1.00", maxUsd: null, variants: [] };
}

export async function newPreview(server: TestServer, by: Member) {
  const items = [{ ref: await nextPid(server), categoryName: `Lamps ${randomUUID().slice(0, 6)}`, tags: ["bright"] }];
  return previewImport(by.ctx, { items });
}

/** An import that happened: log, product and all. */
export async function newImport(server: TestServer, by: Member) {
  const preview = await newPreview(server, by);
  const [row] = (await commitImport(by.ctx, { previewId: preview.id })).rows;
  if (!row?.productId) throw new Error(`nothing was imported: ${row?.reason ?? preview.rows[0]?.reason}`);
  return { previewId: preview.id, importLogId: row.id, productId: row.productId };
}

/** A change of several products that was read; `done` when it was also carried out. */
export async function newBulkEdit(server: TestServer, by: Member, until: "ready" | "done" = "ready"): Promise<string> {
  const { productId } = await newImport(server, by);
  const { id } = await previewBulkEdit(by.ctx, {
    selection: { ids: [ProductId.parse(productId)] },
    change: { addTags: ["bulk"] },
  });
  const work = { merchantId: by.ctx.merchantId, editId: id };
  await bulkEditJob.handle(server.platform, work);
  if (until === "done") {
    await commitBulkEdit(by.ctx, { id });
    await bulkEditJob.handle(server.platform, work);
  }
  return id;
}

/** A sync that found a dearer product nearly sold out: run, alert, and a price that waits for a word. */
export async function newApproval(
  server: TestServer,
  { ctx, ...by }: Member,
): Promise<{ approvalId: string; alertId: string }> {
  const { productId } = await newImport(server, { ctx, ...by });
  const { variants, stock } = await getProduct(ctx, { id: ProductId.parse(productId) });
  // Of some CJ never says what is in stock.
  if (stock === null) return newApproval(server, { ctx, ...by });
  await saveInventorySettings(ctx, { policies: { cost: "ask" }, lowStockAt: 5 });
  for (const { externalId, costUsd, stock: places } of variants) {
    await server.sandbox.control.products.setPrice(externalId!, Number((Number(costUsd) * 2).toFixed(2)));
    for (const [nth, { country }] of (places ?? []).entries())
      await server.sandbox.control.products.setStock(externalId!, country, { cj: 0, factory: nth === 0 ? 2 : 0 });
  }
  const sync = async (): Promise<boolean> => {
    const { id: runId, started } = await startSync(ctx, { productIds: [ProductId.parse(productId)] });
    await inventorySyncJob.handle(server.platform, { merchantId: ctx.merchantId, runId });
    return started;
  };
  // Somebody's sync may be under way, which knows nothing of this product.
  if (!(await sync())) await sync();
  const [approval] = (await listApprovals(ctx)).items.filter((one) => one.productId === productId);
  const [alert] = (await listAlerts(ctx)).items.filter((one) => one.productId === productId);
  if (!approval || !alert) throw new Error("the sync found nothing to ask about");
  return { approvalId: approval.id, alertId: alert.id };
}

let contacts = 0;

/** Somebody who took a consent back, with an address that no parcel could go to. */
export async function newContact({ ctx }: Member): Promise<ContactView> {
  const { id } = await createContact(ctx, {
    name: "Jeanne Martin",
    identifiers: [{ type: "phone", value: `+3367${1_000_000 + (contacts += 1)}` }],
  });
  await saveAddress(ctx, {
    id,
    address: {
      phone: "0000",
      line1: "long street ".repeat(17),
      city: "Santos",
      zip: "75004",
      country: "BR",
      taxId: "1",
    },
  });
  return recordConsent(ctx, { id, purpose: "marketing", granted: false });
}

/** Two who were made one. */
export async function newMerge(owner: Member): Promise<{ mergeId: string }> {
  const [{ id }, { id: mergedId }] = [await newContact(owner), await newContact(owner)];
  const { merges } = await mergeContacts(owner.ctx, { id, mergedId });
  return { mergeId: merges[0]!.id }; // it has just been made
}

/** Two who were named together. */
export async function newConflict(owner: Member): Promise<{ conflictId: string }> {
  const people = [await newContact(owner), await newContact(owner)];
  const identifiers = people.flatMap((one) => one.identifiers.map(({ type, value }) => ({ type, value })));
  const { conflicts } = await createContact(owner.ctx, { identifiers, ifKnown: "use" });
  return { conflictId: conflicts[0]!.id }; // it has just been found
}

/** Background work of the shop that nobody has begun. */
export async function queuedOperation(shop: Shop): Promise<{ queue: string; id: string }> {
  const { ctx } = shop.staff.owner;
  await inMerchantTx(ctx, (tx) =>
    ctx.platform.jobs.enqueue(
      tx,
      ctx.merchantId,
      importProductsJob,
      { merchantId: ctx.merchantId, previewId: randomUUID() },
      { operation: { by: ctx } },
    ),
  );
  const [operation] = (await listOperations(ctx, { limit: 1 })).items;
  if (!operation) throw new Error("nothing was queued");
  return { queue: operation.queue, id: operation.id };
}

export async function failedOperation({ server }: World, shop: Shop): Promise<{ queue: string; id: string }> {
  const operation = await queuedOperation(shop);
  await server.database.sql`
    update operations set status = 'failed', attempts = 20, reason = 'cj.unavailable' where id = ${operation.id}`;
  return operation;
}

/** Something in every table a merchant has. */
async function furnish({ server }: Pick<World, "server">, shop: Shop): Promise<void> {
  const { owner } = shop.staff;
  await queuedOperation(shop);
  const { productId } = await newImport(server, owner);
  await newPreview(server, owner);
  await newBulkEdit(server, owner);
  await newApproval(server, owner);
  await createDraft(owner.ctx, { reading: await readingOf(server) });
  await invite(owner.ctx, { email: `invited-${randomUUID()}@example.com`, role: "support" });
  await pairBrowser(owner);
  await newApiKey(owner, ["catalog:read"]);
  // A code nobody used yet.
  await createPairing(owner.ctx, { name: "Other", scopes: ["catalog:read"] });
  await newMerge(owner);
  await newConflict(owner);
  await learned(owner);
  await newMedia(owner);
  await listCjCategories(owner.ctx);
  await setCategoryMapping(owner.ctx, { path: ["Home"], categoryName: "At home" });
  await saveFilter(owner.ctx, { name: "Lamps", query: { q: "lamp" }, shared: true });
  await notified(owner);
  await counted(server, owner);
  await furnishOrders(owner);
  await furnishFulfilment(server, owner);
  await toldCustomer(owner);
  const payment = { kind: "capture", amountMinor: 100, reference: randomUUID() } as const;
  await recordPayment(owner.ctx, { ...payment, orderId: await newOrder(owner) });
  await furnishWebhooks({ server }, shop);
  await furnishInbox(shop, productId);
  await furnishWhatsApp(owner);
  await furnishTemplates(server, owner);
  await furnishCampaigns(owner);
}

/** Throttles and limits are proven on their own; a walk of a hundred calls must not meet them. */
export async function forgetLimits({ server }: World): Promise<void> {
  await server.database.sql`truncate rate_windows, rate_slots`;
}
