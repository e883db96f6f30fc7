import { UpdateDeliveryPreferencesInput } from "@nexusone/contracts/contacts";
import { createStaffedMerchant, createTestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { createContact } from "./create-contact.ts";
import { getContact } from "./get-contact.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { updateDeliveryPreferences } from "./update-delivery-preferences.ts";

let database: TestDatabase;
let ctx: ServiceContext;
let other: ServiceContext;
beforeAll(async () => {
  database = await createTestDatabase();
  const platform = createTestPlatform(database.db);
  ctx = (await createStaffedMerchant(platform)).ctx;
  other = (await createStaffedMerchant(platform)).ctx;
});
afterAll(() => database.close());

const person = () => createContact(ctx, { name: "Jeanne Martin" });

describe("deliveries", () => {
  it("[ORD-22] what a person told of days, time and place is changed part by part and forgotten as a whole", async () => {
    const { id: contactId, deliveryPreferences } = await person();
    expect(deliveryPreferences).toBeNull();
    const window = { fromMinute: 18 * 60, untilMinute: 20 * 60 };
    await updateDeliveryPreferences(ctx, { contactId, days: [4, 2, 4], window });
    const told = { days: [2, 4], window, place: "neighbour", instructions: "Gate code 1234" };
    expect(
      await updateDeliveryPreferences(ctx, { contactId, place: "neighbour", instructions: " Gate code 1234 " }),
    ).toMatchObject({ deliveryPreferences: told });
    expect(await getContact(ctx, { id: contactId })).toMatchObject({ deliveryPreferences: told });
    const none = { days: [], window: null, place: null, instructions: "" };
    expect(await updateDeliveryPreferences(ctx, { contactId, ...none })).toMatchObject({ deliveryPreferences: null });
    await updateDeliveryPreferences(ctx, { contactId, ...none });
    const changes = await database.sql`
      select payload->'fields' as fields from events
      where merchant_id = ${ctx.merchantId} and type = 'contact.updated' and payload->>'contactId' = ${contactId}`;
    expect(changes).toEqual(Array.from({ length: 3 }, () => ({ fields: ["deliveryPreferences"] })));
  });

  it("[ORD-22] two who become one keep what one of them told; the emptied row keeps nothing, strangers reach nobody", async () => {
    const [one, two] = [await person(), await person()];
    await updateDeliveryPreferences(ctx, { contactId: two.id, days: [6] });
    const merged = await mergeContacts(ctx, { id: one.id, mergedId: two.id });
    expect(merged.deliveryPreferences).toMatchObject({ days: [6] });
    const rows = await database.sql`select delivery_preferences as kept from contacts where id = ${two.id}`;
    expect(rows).toEqual([{ kept: null }]);
    for (const [who, contactId] of [
      [ctx, two.id],
      [other, one.id],
    ] as const)
      await expect(updateDeliveryPreferences(who, { contactId, days: [1] })).rejects.toMatchObject({
        reason: "contacts.not_found",
      });
  });

  it("[ORD-22] takes days of the week, times that end after they begin, and places that it knows", () => {
    const takes = (given: object): boolean =>
      UpdateDeliveryPreferencesInput.safeParse({ contactId: crypto.randomUUID(), ...given }).success;
    const wrong = [{ days: [0] }, { days: [8] }, { window: { fromMinute: 60, untilMinute: 60 } }, { place: "roof" }];
    expect([{}, { days: [1, 7] }, { place: null }].map(takes)).toEqual([true, true, true]);
    expect(wrong.map(takes)).toEqual([false, false, false, false]);
  });
});
