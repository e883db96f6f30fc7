import { randomUUID } from "node:crypto";
import { createSandboxControl } from "@nexusone/sandbox/control";
import { mailedLink } from "../support/admin.ts";
import { call, findImported, newPairingCode, signInByApi, type Person } from "../support/api.ts";
import { fillCatalogue, setPlan, setPlatformAdmin } from "../support/database.ts";
import { until } from "../support/until.ts";
import type { World } from "../world.ts";
import { seedCampaigns, type CampaignIds } from "./seed-campaigns.ts";
import { seedChannels } from "./seed-channels.ts";
import { seedDeliveries, type DriverPaths } from "./seed-deliveries.ts";
import { seedMissing } from "./seed-missing.ts";
import { seedBatches, seedOrderLinks, seedOrders, shareOrders, type BatchIds, type OrderIds } from "./seed-orders.ts";
import { seedPayments } from "./seed-payments.ts";
import { seedChats } from "./seed-chats.ts";
import { seedCustomers } from "./seed-customers.ts";
import { seedTemplates, type TemplateIds } from "./seed-templates.ts";
import { seedPhone } from "./seed-phone.ts";
import { seedSupplied, type Supplied } from "./seed-supplied.ts";

export type Seeded = {
  readonly people: {
    readonly much: Person;
    readonly little: Person;
    readonly empty: Person;
    /** 50,000 products. */
    readonly huge: Person;
    readonly support: Person;
    readonly shopless: Person;
    /** A platform admin with a shop of their own. */
    readonly platform: Person;
  };
  /** A product with variants of two options, with a history. */
  readonly productId: string;
  /** One with stock in two countries. */
  readonly stockedId: string;
  /** One of the merchant's own, soon to expire. */
  readonly ownId: string;
  /** Somebody with two addresses, consents and something held back. */
  readonly customerId: string;
  readonly erasedId: string;
  readonly templateIds: TemplateIds;
  readonly campaignIds: CampaignIds;
  /** A conversation with every kind of message. */
  readonly chatId: string;
  /** A customer's telephone in the simulated WhatsApp. */
  readonly phonePath: string;
  readonly importId: string;
  /** A plan with every kind of result, not carried out. */
  readonly planId: string;
  readonly orderIds: OrderIds;
  readonly batchIds: BatchIds;
  readonly supplied: Supplied;
  readonly driverPaths: DriverPaths;
  /** Orders of what CJ has no more: one that waits, and one in which something else took its place. */
  readonly missing: { readonly waits: string; readonly replaced: string };
  /** A WhatsApp number with an app of the shop's own. */
  readonly channelId: string;
  /** Pages of orders for their customers. */
  readonly trackingPaths: Readonly<Record<keyof OrderIds, string>>;
  /** One that was paid in parts and partly refunded. */
  readonly paidOrderId: string;
  /** CJ products that are not imported, and one that is. */
  readonly newPids: readonly string[];
  readonly oldPid: string;
  /** Paths of links that were really mailed and are not used up by looking. */
  readonly invitePath: string;
  readonly resetPath: string;
};

const MANY = 60;
const PASSWORD = "a long demo password";

/** A shop with much, one with little, one with nothing, a colleague who may only look, and somebody who belongs nowhere. */
export async function seedShops(world: World): Promise<Seeded> {
  const [much, little, support, empty, huge, platform] = await Promise.all([
    signInByApi(world),
    signInByApi(world, "free@demo.nexusone.test"),
    signInByApi(world, "support@demo.nexusone.test"),
    signUp(world, "new@example.com", "Okoro Goods"),
    signUp(world, "huge@example.com", "Everything Store"),
    signUp(world, "platform@example.com", "Platform Store"),
  ]);
  await seedCommission(world, platform, [much, little]);
  await fillCatalogue(world, huge.merchantId, 50_000);
  const sandbox = createSandboxControl(world.sandboxUrl);
  const products = await Promise.all(
    Array.from({ length: MANY }, (_, at) => sandbox.products.at(at * 7).then((one) => (one.removed ? [] : [one]))),
  );
  const many = products.flat();
  const rich = await sandbox.products.find("color-size", 3);
  const stocked = await sandbox.products.find("us-stock", 2);
  const fresh = await Promise.all([60, 61, 62].map((nth) => sandbox.products.find("color", nth)));
  const [people] = await Promise.all([
    seedPeople(world, much),
    // The Free plan imports one at a time.
    (async () => {
      for (const { pid } of many.slice(0, 5)) await importMany(little, [{ ref: pid }]);
    })(),
  ]);
  const importId = await importMany(
    much,
    [rich, stocked, ...many].map(({ pid, categoryPath }, at) => ({
      ref: pid,
      categoryName: categoryPath[0] ?? "Other",
      tags: at % 3 === 0 ? ["spring", "gift"] : at % 3 === 1 ? ["bestseller"] : [],
    })),
  );
  await seedBrowsers(world, much);
  const productId = (await findImported(much, rich.name))?.id ?? "";
  await editSome(much, productId);
  const own = await createOwn(much);
  await seedInventory(world, much, rich);
  await saveFilters(much);
  const orderIds = await seedOrders(much);
  await seedOrderLinks(much, orderIds);
  const trackingPaths = await shareOrders(much, orderIds);
  const driverPaths = await seedDeliveries(world, much);
  const paidOrderId = await seedPayments(much);
  const batchIds = await seedBatches(much);
  const missing = await seedMissing(much, sandbox);
  const { customerId, erasedId } = await seedCustomers(much);
  const templateIds = await seedTemplates(world, much);
  const channelId = await seedChannels(sandbox, much);
  const chatId = await seedChats(world, { much, little, huge }, customerId);
  const campaignIds = await seedCampaigns(world, much);
  const phonePath = await seedPhone(world, sandbox);
  const supplied = await seedSupplied(sandbox, much);
  const gone = await sandbox.products.find("removed", 2);
  const planId = await planMany(much, [
    ...fresh.map(({ pid }) => pid),
    ...(await Promise.all(Array.from({ length: 12 }, (_, nth) => sandbox.products.find("single", 200 + nth)))).map(
      ({ pid, path }) => `https://cjdropshipping.com${path}?from=${pid}`,
    ),
    ...[rich.pid, gone.pid, fresh[0]?.pid ?? "", "9999999999999999999", "https://example.com/nothing"],
  ]);
  return {
    people: { much, little, empty, huge, support, platform, shopless: people.shopless },
    productId,
    stockedId: (await findImported(much, stocked.name))?.id ?? "",
    ownId: own.id,
    customerId,
    erasedId,
    templateIds,
    campaignIds,
    chatId,
    phonePath,
    importId,
    planId,
    orderIds,
    batchIds,
    supplied,
    missing,
    channelId,
    driverPaths,
    trackingPaths,
    paidOrderId,
    newPids: fresh.map(({ pid }) => pid),
    oldPid: rich.pid,
    invitePath: people.invitePath,
    resetPath: people.resetPath,
  };
}

async function signUp(world: World, email: string, merchantName: string): Promise<Person> {
  await call(world, "identity.signUp", {
    email,
    password: PASSWORD,
    name: "Imani Okoro",
    merchantName,
    currency: "GBP",
    destinationCountry: "GB",
  });
  const person = await signInByApi(world, email, PASSWORD);
  await setPlan(world, person.merchantId, "premium");
  return person;
}

/** Rates that were moved, and one that was switched off again. */
async function seedCommission(world: World, platform: Person, [first, second]: [Person, Person]): Promise<void> {
  await setPlatformAdmin(world, "platform@example.com", true);
  const set = (of: Person, platformBps: number) =>
    platform.mutate("platform.setCommission", { merchantId: of.merchantId, platformBps });
  for (const bps of [7_000, 3_000, 1_250]) await set(platform, bps);
  for (const bps of [7_000, 0]) await set(second, bps);
  await set(first, 0);
}

async function saveFilters(owner: Person): Promise<void> {
  await owner.mutate("savedFilters.save", { name: "Sold out", query: { stock: "out" } });
  const query = { tag: "bestseller", sort: "margin_desc" };
  await owner.mutate("savedFilters.save", { name: "Bestsellers by margin", query, shared: true });
}

type Variants = { variants: readonly { vid: string; priceUsd: number | null }[] };

/** A sync that found a jump of prices, little stock, and something that CJ sells no more. */
async function seedInventory(world: World, owner: Person, rich: Variants): Promise<void> {
  const sandbox = createSandboxControl(world.sandboxUrl);
  for (const { vid, priceUsd } of rich.variants)
    await sandbox.products.setPrice(vid, Number(((priceUsd ?? 1) * 2).toFixed(2)));
  const { items } = await owner.query<{ items: { supplier: { externalId: string } | null }[] }>(
    "catalog.listProducts",
    {
      limit: 20,
    },
  );
  for (const [nth, item] of items.entries()) {
    if (!item.supplier || nth % 5 !== 0) continue;
    const { variants } = await sandbox.products.get(item.supplier.externalId);
    for (const { vid, stock } of variants)
      for (const { countryCode } of stock)
        await sandbox.products.setStock(vid, countryCode, { cj: 0, factory: nth % 2 });
  }
  await owner.mutate("inventory.startSync", {});
  await until(
    () => owner.query<{ run: { state: string } | null }>("inventory.get"),
    ({ run }) => run?.state === "done",
    180_000,
  );
}

type Item = { ref: string; categoryName?: string; tags?: string[] };

async function importMany(owner: Person, items: readonly Item[]): Promise<string> {
  const { id } = await owner.mutate<{ id: string }>("imports.preview", { items });
  await owner.mutate("imports.commit", { previewId: id });
  await until(
    () => owner.query<{ state: string }>("imports.get", { id }),
    ({ state }) => state === "done",
    180_000,
  );
  return id;
}

/** Reads what an import of these would do, and leaves it at that. */
async function planMany(owner: Person, refs: readonly string[]): Promise<string> {
  const items = refs.map((ref, at) => ({ ref, ...(at % 4 === 0 && { categoryName: "Lamps", tags: ["spring"] }) }));
  const { id } = await owner.mutate<{ id: string }>("imports.startPreview", { key: randomUUID(), items });
  await until(
    () => owner.query<{ state: string }>("imports.getPreview", { id }),
    ({ state }) => state === "ready",
    180_000,
  );
  return id;
}

/** An open invitation, a mailed reset, and somebody who was a member once. */
async function seedPeople(world: World, owner: Person) {
  const sandbox = createSandboxControl(world.sandboxUrl);
  const pathOf = async (to: string, part: string) => {
    const { pathname, search } = new URL(await mailedLink(sandbox, to, part));
    return pathname + search;
  };
  await owner.mutate("team.invite", { email: "marta@example.com", role: "product_editor" });
  await owner.mutate("team.invite", { email: "noor@example.com", role: "admin" });
  const token = (await pathOf("noor@example.com", "/auth/invite")).split("token=")[1];
  await call(world, "team.acceptInvitation", { token, name: "Noor Haddad", password: PASSWORD });
  const team = await owner.query<{ members: { id: string; email: string }[] }>("team.list");
  const noor = team.members.find(({ email }) => email === "noor@example.com");
  await owner.mutate("team.removeMember", { membershipId: noor?.id });
  await call(world, "identity.requestPasswordReset", { email: "support@demo.nexusone.test" });
  return {
    shopless: await signInByApi(world, "noor@example.com", PASSWORD),
    invitePath: await pathOf("marta@example.com", "/auth/invite"),
    resetPath: await pathOf("support@demo.nexusone.test", "/auth/reset"),
  };
}

/** A browser that was revoked, and one that imported a product and read another one, which CJ has since taken off sale. */
async function seedBrowsers(world: World, owner: Person): Promise<void> {
  const sandbox = createSandboxControl(world.sandboxUrl);
  const pair = async (name: string) =>
    call<{ sessionId: string; accessToken: string }>(world, "extension.pair", {
      code: await newPairingCode(owner, name),
      browser: "Chrome 156 on Windows",
    });
  await owner.mutate("extension.revokeSession", { sessionId: (await pair("Old desktop")).sessionId });
  const { accessToken } = await pair("Work laptop");
  const asBrowser = <Answer>(path: string, input: unknown) =>
    call<Answer>(world, path, input, { authorization: `Bearer ${accessToken}`, "x-nexus-client": "extension" });
  const seen = await sandbox.products.find("single", 12);
  const { id } = await asBrowser<{ id: string }>("imports.preview", { items: [{ ref: seen.pid }] });
  await asBrowser("imports.commit", { previewId: id });
  const gone = await sandbox.products.find("removed", 1);
  await asBrowser("imports.createDraft", {
    reading: {
      pid: gone.pid,
      name: gone.name,
      url: `https://cjdropshipping.com${gone.path}`,
      imageUrl: gone.imageUrls[0] ?? null,
      minUsd: "7.40",
      maxUsd: "7.40",
      variants: [],
    },
  });
}

const createOwn = (owner: Person): Promise<{ id: string }> =>
  owner.mutate("catalog.createProduct", {
    name: "Thyme and honey syrup",
    description: "Soothes a dry cough.\n\nThree spoons a day.",
    brand: "Maison Demo",
    barcode: "3400930000120",
    ingredients: "Honey, thyme, lemon",
    expiresOn: new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10),
    tags: ["bestseller"],
    variants: [
      { label: "125 ml", sku: "SYR-125", priceMinor: 1_290, costMinor: 540, stock: 18 },
      { label: "250 ml", sku: "SYR-250", priceMinor: 1_990, costMinor: 820, stock: 4 },
    ],
  });

/** What people do with products after they imported them: so that lists hold every status and a history has steps. */
async function editSome(owner: Person, productId: string): Promise<void> {
  type Row = { id: string; variants?: { id: string; priceMinor: number }[] };
  const { items } = await owner.query<{ items: Row[] }>("catalog.listProducts", { limit: 12 });
  await owner.mutate("catalog.updateProduct", { id: items[2]?.id, status: "inactive" });
  await owner.mutate("catalog.updateProduct", { id: items[5]?.id, status: "archived" });
  await owner.mutate("catalog.updateProduct", { id: productId, tags: ["autumn", "bestseller"] });
  const { variants } = await owner.query<Required<Row>>("catalog.getProduct", { id: productId });
  const first = variants[0];
  if (first) {
    const prices = [{ variantId: first.id, priceMinor: first.priceMinor + 300 }];
    await owner.mutate("catalog.updateProduct", { id: productId, prices });
  }
}
