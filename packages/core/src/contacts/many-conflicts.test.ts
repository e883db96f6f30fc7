import { ContactId } from "@nexusone/contracts/ids";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { expectAllIndexed } from "@nexusone/testing/explain";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { getContact } from "./get-contact.ts";
import { mergeContacts } from "./merge-contacts.ts";

const PAIRS = 2_000;
let database: TestDatabase;
let platform: TestPlatform;
let ctx: ServiceContext;
beforeAll(async () => {
  database = await createTestDatabase();
  platform = createTestPlatform(database.db);
  for (let nth = 0; nth < 2; nth += 1) {
    ({ ctx } = await createStaffedMerchant(platform));
    const { merchantId } = ctx;
    // People in pairs that were named together, each with a number of their own.
    await database.sql`
      with people as (
        insert into contacts (merchant_id, name, name_lower, added_at)
        select ${merchantId}, 'P' || n, 'p' || n, now() from generate_series(1, ${PAIRS * 2}) n returning id, name),
      known as (
        insert into contact_identifiers (merchant_id, contact_id, type, value, digest)
        select ${merchantId}, id, 'email', name || '@example.com', name from people)
      insert into identity_conflicts (merchant_id, contact_id, other_id, digests, source, at)
      select ${merchantId}, least(a.id, b.id), greatest(a.id, b.id), array[a.name, b.name], 'staff', now()
      from people a join people b on substr(b.name, 2)::integer = substr(a.name, 2)::integer + 1
      where substr(a.name, 2)::integer % 2 = 1`;
  }
  await database.sql`analyze`;
});
afterAll(() => database.close());

const idOf = async (name: string): Promise<ContactId> => {
  const [row] = await database.sql`select id from contacts where merchant_id = ${ctx.merchantId} and name = ${name}`;
  return ContactId.parse(row!["id"]);
};

it("[AUT-10] [DAT-02] one person's questions are found by their indexes, however many wait, those of whom they were joined with too", async () => {
  const [one, three] = [await idOf("P1"), await idOf("P3")];
  const asked = async () =>
    (await getContact(ctx, { id: one })).conflicts.map(({ people }) => people.map(({ name }) => name).toSorted());
  expect(await asked()).toEqual([["P1", "P2"]]);
  await mergeContacts(ctx, { id: one, mergedId: three });
  expect((await asked()).toSorted()).toEqual([
    ["P1", "P2"],
    ["P1", "P4"],
  ]);
  const looked = await inMerchantTx(ctx, (tx) =>
    expectAllIndexed(tx, () => getContact({ ...ctx, tx }, { id: one }), { touchAtMost: 50 }),
  );
  expect(looked).toBeGreaterThan(4);
});
