import { Audience } from "@nexusone/contracts/campaigns";
import { listAudience } from "@nexusone/db/queries/campaign-audience";
import { orders } from "@nexusone/db/schema/orders";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { getOrder } from "../orders/get-order.ts";
import { listOrders } from "../orders/list-orders.ts";
import { contactOfOrder } from "../orders/order-contact.ts";
import { inMerchantTx } from "../transaction.ts";
import { createContact } from "./create-contact.ts";
import { eraseContact } from "./erase-contact.ts";
import { getContact } from "./get-contact.ts";
import { listContacts } from "./list-contacts.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { updateContact } from "./update-contact.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ctx: ServiceContext;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = createTestPlatform(database.db);
});
beforeEach(async () => {
  ctx = (await createStaffedMerchant(platform)).ctx;
});
afterAll(() => database.close());

const ADDRESS = { name: "", phone: "", line1: "", line2: "", houseNumber: "", city: "", province: "", zip: "" };
const where = { ...ADDRESS, country: "FR", taxId: "" };
let nth = 0;
const person = (name: string) => {
  nth += 1;
  const value = `+3361500${String(nth).padStart(4, "0")}`;
  return createContact(ctx, { name, identifiers: [{ type: "phone", value }] });
};
/** An order that is over, of theirs. */
const ordered = (contactId: string) =>
  inMerchantTx(ctx, (tx) =>
    tx.insert(orders).values({
      number: `A-${contactId}`,
      source: "form",
      digest: "d",
      contactId,
      fulfilment: "cancelled",
      country: "FR",
      address: where,
      currency: "EUR",
      itemsMinor: 100,
      shippingMinor: 0,
      discountMinor: 0,
      totalMinor: 100,
      note: "",
      placedAt: platform.clock.now(),
      movedAt: platform.clock.now(),
    }),
  );
const audience = () =>
  inMerchantTx(ctx, async (tx) => {
    const asked = { audience: Audience.parse({}), channelId: randomUUID(), now: platform.clock.now(), limit: 10 };
    return (await listAudience(tx, asked)).map(({ id }) => id);
  });

it("[GDP-04] who was forgotten is no customer any more: not in the list, nor found, nor written to; their orders say so", async () => {
  const [kept, gone, joined] = [await person("Kept"), await person("Gone"), await person("Joined")];
  for (const { id } of [kept, gone, joined]) await ordered(id);
  await mergeContacts(ctx, { id: gone.id, mergedId: joined.id });
  expect(await audience()).toEqual([kept.id, gone.id]);
  await eraseContact(ctx, { contactId: gone.id });
  for (const sort of ["newest", "name"] as const)
    expect((await listContacts(ctx, { sort })).items.map(({ name }) => name)).toEqual(["Kept"]);
  expect((await listContacts(ctx, { q: "gone" })).items).toEqual([]);
  expect(await audience()).toEqual([kept.id]);
  const now = platform.clock.now().toISOString();
  expect(await getContact(ctx, { id: gone.id })).toMatchObject({ name: "", identifiers: [], erasedAt: now });
  expect((await getContact(ctx, { id: kept.id })).erasedAt).toBeNull();
  const { items } = await listOrders(ctx, {});
  expect(items.map(({ customer }) => customer.isErased).toSorted()).toEqual([false, true, true]);
  for (const { id, customer } of items) expect((await getOrder(ctx, { id })).customer).toEqual(customer);
});

it("[GDP-04] nothing is added to or changed of who was forgotten; forgetting them again does no harm", async () => {
  const [kept, gone] = [await person("Kept"), await person("Gone")];
  await eraseContact(ctx, { contactId: gone.id });
  for (const work of [
    () => updateContact(ctx, { id: gone.id, name: "Back" }),
    () => mergeContacts(ctx, { id: kept.id, mergedId: gone.id }),
    () => mergeContacts(ctx, { id: gone.id, mergedId: kept.id }),
    () =>
      inMerchantTx(ctx, (tx) => contactOfOrder(tx, ctx, { contactId: gone.id, customer: undefined, address: where })),
  ])
    await expect(work()).rejects.toMatchObject({ reason: "contacts.erased" });
  expect(await eraseContact(ctx, { contactId: gone.id })).toMatchObject({ state: "done" });
});
