import type { ContactView, IdentifierInput } from "@nexusone/contracts/contacts";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { contactOfOrder } from "../orders/order-contact.ts";
import { inMerchantTx } from "../transaction.ts";
import { removeIdentifier } from "./change-identifiers.ts";
import { createContact } from "./create-contact.ts";
import { eraseContact } from "./erase-contact.ts";
import { getContact } from "./get-contact.ts";
import { keepApart, listConflicts } from "./list-conflicts.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { unmergeContacts } from "./unmerge-contacts.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ctx: ServiceContext;
let other: ServiceContext;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
  platform = createTestPlatform(database.db);
});
beforeEach(async () => {
  ctx = (await createStaffedMerchant(platform)).ctx;
  other = (await createStaffedMerchant(platform)).ctx;
});
afterAll(() => database.close());

const PHONE = { type: "phone", value: "+33612345678" } as const;
const MAIL = { type: "email", value: "jeanne@example.com" } as const;
const SECOND = { type: "phone", value: "+33612345679" } as const;
const person = (name: string, ...identifiers: IdentifierInput[]): Promise<ContactView> =>
  createContact(ctx, { name, identifiers });
/** Somebody brings these as one person's. */
const claim = (...identifiers: IdentifierInput[]): Promise<ContactView> =>
  createContact(ctx, { identifiers, ifKnown: "use" });
const pairs = async (by = ctx) =>
  (await listConflicts(by)).items.map(({ people }) =>
    people
      .map(({ name }) => name)
      .toSorted()
      .join(" "),
  );
const refusal = (reason: string) => expect.objectContaining({ reason });

it("[AUT-10] two who are named together are told of at both, with what was named, and stay two", async () => {
  const [a, b] = [await person("A", PHONE), await person("B", MAIL)];
  for (let nth = 0; nth < 3; nth += 1) await claim(PHONE, MAIL);
  for (const { id } of [a, b]) {
    const { conflicts, identifiers } = await getContact(ctx, { id });
    expect(identifiers).toHaveLength(1);
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toMatchObject({ source: "staff", conversationId: null });
    expect(conflicts[0]!.people.toSorted((x, y) => (x.name < y.name ? -1 : 1))).toEqual([
      { id: a.id, name: "A", identifiers: [PHONE] },
      { id: b.id, name: "B", identifiers: [MAIL] },
    ]);
  }
  expect([await pairs(), await pairs(other)]).toEqual([["A B"], []]);
  const found = await database.sql`
    select from events where type = 'contact.conflict_found' and merchant_id = ${ctx.merchantId}`;
  expect(found).toHaveLength(1);
});

it("[AUT-10] an order that names two of ours says so, and is one's", async () => {
  const [a] = [await person("A", MAIL), await person("B", PHONE)];
  const address = { name: "A", phone: PHONE.value, line1: "1 rue X", line2: "", houseNumber: "", city: "Paris" };
  const where = { ...address, province: "", zip: "75002", country: "FR", taxId: "" };
  const order = { customer: { name: "A", email: MAIL.value, phone: "" }, address: where };
  const whose = await inMerchantTx(ctx, (tx) => contactOfOrder(tx, ctx, { contactId: undefined, ...order }));
  expect(whose).toBe(a.id);
  expect((await listConflicts(ctx)).items).toMatchObject([{ source: "order" }]);
});

it("[AUT-10] that they are different people is remembered, for whom they are joined with too", async () => {
  const [a, b, c] = [await person("A", PHONE), await person("B", MAIL), await person("C", SECOND)];
  await claim(PHONE, MAIL);
  const [{ id: conflictId } = { id: "" }] = (await listConflicts(ctx)).items;
  await expect(keepApart(other, { conflictId })).rejects.toEqual(refusal("contacts.not_found"));
  const kept = await keepApart(ctx, { conflictId });
  expect(kept.contactIds.toSorted()).toEqual([a.id, b.id].toSorted());
  expect(await keepApart(ctx, { conflictId })).toEqual(kept);
  await claim(PHONE, MAIL);
  expect(await pairs()).toEqual([]);
  await mergeContacts(ctx, { id: c.id, mergedId: a.id });
  await claim(PHONE, MAIL);
  expect(await pairs()).toEqual([]);
  // Of the third nobody said anything.
  await claim(SECOND, MAIL);
  expect(await pairs()).toEqual([]);
  const decided =
    await database.sql`select from events where type = 'contact.kept_apart' and merchant_id = ${ctx.merchantId}`;
  expect(decided).toHaveLength(1);
});

it("[AUT-10] joining ends the question, and taking them apart answers it", async () => {
  const [a, b] = [await person("A", PHONE), await person("B", MAIL)];
  await claim(PHONE, MAIL);
  const merged = await mergeContacts(ctx, { id: a.id, mergedId: b.id });
  expect([merged.conflicts, await pairs()]).toEqual([[], []]);
  await unmergeContacts(ctx, { mergeId: merged.merges[0]!.id });
  await claim(PHONE, MAIL);
  expect(await pairs()).toEqual([]);
});

it("[AUT-10] a question is over when the identifier is nobody's or was given up, and goes with who is forgotten", async () => {
  const [a, b] = [await person("A", PHONE), await person("B", MAIL)];
  await claim(PHONE, MAIL);
  await removeIdentifier(ctx, { id: b.id, identifierId: b.identifiers[0]!.id });
  expect(await pairs()).toEqual([]);
  const c = await person("C", MAIL);
  await database.sql`update contact_identifiers set ended_at = now() where contact_id = ${c.id}`;
  await claim(PHONE, MAIL);
  expect(await pairs()).toEqual([]);
  await database.sql`update contact_identifiers set ended_at = null where contact_id = ${c.id}`;
  await claim(PHONE, MAIL);
  expect(await pairs()).toEqual(["A C"]);
  await eraseContact(ctx, { contactId: a.id });
  expect(await database.sql`select from identity_conflicts where merchant_id = ${ctx.merchantId}`).toHaveLength(0);
});

it("[AUT-10] the same two found by many at once are one question", async () => {
  await Promise.all([person("A", PHONE), person("B", MAIL)]);
  await Promise.all(Array.from({ length: 10 }, () => claim(PHONE, MAIL)));
  expect(await pairs()).toEqual(["A B"]);
});

it("[AUT-10] questions are listed in pages that neither repeat nor skip", async () => {
  await person("A", PHONE);
  for (let nth = 0; nth < 5; nth += 1) {
    platform.clock.advance(1_000);
    const mail = { type: "email", value: `p${nth}@example.com` } as const;
    await person(`P${nth}`, mail);
    await claim(PHONE, mail);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listConflicts(ctx, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(
      ...page.items.map(({ people }) =>
        people
          .map(({ name }) => name)
          .toSorted()
          .join(" "),
      ),
    );
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(["A P4", "A P3", "A P2", "A P1", "A P0"]);
});
