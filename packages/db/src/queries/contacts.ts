import { and, asc, desc, eq, inArray, isNull, sql, type SQL } from "drizzle-orm";
import type { ContactSort, IdentifierType } from "@nexusone/contracts/contact-terms";
import { contactConsents, contactIdentifiers, contacts } from "../schema/contacts.ts";
import { merchants } from "../schema/merchants.ts";
import type { MerchantTx } from "../with-merchant.ts";

export type ContactRow = Omit<typeof contacts.$inferSelect, "search">;
export type IdentifierRow = typeof contactIdentifiers.$inferSelect;
export type ConsentRow = typeof contactConsents.$inferSelect;
/** An identifier in the form in which it is kept. */
export type Identified = { readonly type: IdentifierType; readonly value: string; readonly digest: string };
/** Where a page ends. */
export type ContactKey = { readonly value: string; readonly id: string };

const HEAD = {
  merchantId: contacts.merchantId,
  id: contacts.id,
  name: contacts.name,
  nameLower: contacts.nameLower,
  language: contacts.language,
  note: contacts.note,
  tags: contacts.tags,
  deliveryPreferences: contacts.deliveryPreferences,
  addedAt: contacts.addedAt,
  mergedIntoId: contacts.mergedIntoId,
  erasedAt: contacts.erasedAt,
  searchText: contacts.searchText,
  createdAt: contacts.createdAt,
  updatedAt: contacts.updatedAt,
};
const SORTS = {
  newest: { column: contacts.addedAt, direction: desc, compare: "<", cast: "timestamptz" },
  name: { column: contacts.nameLower, direction: asc, compare: ">", cast: "text" },
} as const;

/** The country that phone numbers without a country code are read for. */
export async function findHomeCountry(tx: MerchantTx): Promise<string | undefined> {
  const [row] = await tx.select({ country: merchants.destinationCountry }).from(merchants);
  return row?.country;
}

/** One keyset page of whoever is somebody; with `ids` nothing but these. */
export async function listContactRows(
  tx: MerchantTx,
  input: {
    readonly ids?: readonly string[] | undefined;
    readonly sort: ContactSort;
    readonly after?: ContactKey | undefined;
    readonly limit: number;
  },
): Promise<ContactRow[]> {
  const { ids, sort, after, limit } = input;
  const { column, direction, compare, cast } = SORTS[sort];
  return tx
    .select(HEAD)
    .from(contacts)
    .where(
      and(
        isNull(contacts.mergedIntoId),
        isNull(contacts.erasedAt),
        // An array, so that the ids are looked up one by one.
        ids && sql`${contacts.id} = any(${sql.param(`{${ids.join(",")}}`)}::uuid[])`,
        after &&
          sql`(${column}, ${contacts.id}) ${sql.raw(compare)} (${after.value}::${sql.raw(cast)}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(direction(column), direction(contacts.id))
    .limit(limit);
}

/** The newest contacts in which every word occurs, `most` at most. See `queries/catalog-search.ts` for the words. */
export async function searchContactIds(tx: MerchantTx, words: readonly string[], most: number): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select system.search_contacts(${sql.param(`{${words.join(",")}}`)}::text[], ${most}) as id`,
  );
  return rows.map((row) => row.id);
}

export async function findContact(tx: MerchantTx, id: string): Promise<ContactRow | undefined> {
  const [row] = await tx.select(HEAD).from(contacts).where(eq(contacts.id, id));
  return row;
}

/** Whom each of these is by now: themselves, or who they were joined with. */
export async function findLiving(tx: MerchantTx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: contacts.id, mergedIntoId: contacts.mergedIntoId })
    .from(contacts)
    .where(inArray(contacts.id, [...ids]));
  return new Map(rows.map(({ id, mergedIntoId }) => [id, mergedIntoId ?? id]));
}

/** Locked against other changes of the same person, and against their being joined, taken apart or forgotten. */
export async function lockContact(tx: MerchantTx, id: string): Promise<ContactRow | undefined> {
  const [row] = await lockContacts(tx, [id]);
  return row;
}

/** The same of several, in one order for everybody. Before conversations of theirs are locked. */
export async function lockContacts(tx: MerchantTx, ids: readonly string[]): Promise<ContactRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select(HEAD)
    .from(contacts)
    .where(inArray(contacts.id, [...ids]))
    .orderBy(asc(contacts.id))
    .for("no key update");
}

/**
 * Locked against whoever writes a row that refers to them as well, an order or a conversation: for who is joined, taken apart or
 * forgotten. Several in the order of their ids; who was joined comes after whom they lead to.
 */
export async function lockContactWhole(tx: MerchantTx, id: string): Promise<ContactRow | undefined> {
  const [row] = await tx.select(HEAD).from(contacts).where(eq(contacts.id, id)).for("update");
  return row;
}

/** Locks whoever has one of these identifiers, as `lockContacts` does. @returns their ids */
export async function lockOwners(tx: MerchantTx, of: readonly Identified[]): Promise<string[]> {
  if (of.length === 0) return [];
  const rows = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      inArray(contacts.id, tx.select({ id: contactIdentifiers.contactId }).from(contactIdentifiers).where(isOneOf(of))),
    )
    .orderBy(asc(contacts.id))
    .for("no key update");
  return rows.map(({ id }) => id);
}

export async function insertContact(
  tx: MerchantTx,
  row: Pick<typeof contacts.$inferInsert, "name" | "language" | "note" | "addedAt">,
): Promise<ContactRow> {
  const [made] = await tx
    .insert(contacts)
    .values({ ...row, nameLower: sql`lower(${row.name})` })
    .returning(HEAD);
  return made!; // an insert without a conflict clause returns its row
}

export async function updateContactRow(
  tx: MerchantTx,
  id: string,
  change: Partial<
    Pick<ContactRow, "name" | "language" | "note" | "tags" | "deliveryPreferences" | "mergedIntoId" | "searchText">
  >,
): Promise<void> {
  await tx
    .update(contacts)
    .set({ ...change, ...(change.name === undefined ? {} : { nameLower: sql`lower(${change.name})` }) })
    .where(eq(contacts.id, id));
}

/** Those of them whose name nobody knows. */
export async function listNameless(tx: MerchantTx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(inArray(contacts.id, [...ids]), eq(contacts.name, "")));
  return rows.map(({ id }) => id);
}

export async function deleteIdentifiers(tx: MerchantTx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(contactIdentifiers).where(inArray(contactIdentifiers.id, [...ids]));
}

/** From `at` on they mean nobody in particular; null: they are the person's own. */
export async function endIdentifiers(tx: MerchantTx, ids: readonly string[], at: Date | null): Promise<void> {
  if (ids.length > 0)
    await tx
      .update(contactIdentifiers)
      .set({ endedAt: at })
      .where(inArray(contactIdentifiers.id, [...ids]));
}

/** What was merged into one is from now on merged into another. */
export async function followMerge(tx: MerchantTx, from: string, into: string): Promise<void> {
  await tx.update(contacts).set({ mergedIntoId: into }).where(eq(contacts.mergedIntoId, from));
}

export async function deleteContactRow(tx: MerchantTx, id: string): Promise<void> {
  await tx.delete(contacts).where(eq(contacts.id, id));
}

/** Whose these identifiers are, as far as they are anybody's. */
export async function findIdentifiers(tx: MerchantTx, of: readonly Identified[]): Promise<IdentifierRow[]> {
  if (of.length === 0) return [];
  return tx.select().from(contactIdentifiers).where(isOneOf(of));
}

function isOneOf(of: readonly Identified[]): SQL {
  const keys = of.map(({ type, value }) => sql`(${type}, ${value})`);
  return sql`(${contactIdentifiers.type}, ${contactIdentifiers.value}) in (${sql.join(keys, sql`, `)})`;
}

/** By person, in the order in which they were added. */
export async function listIdentifiersOf(tx: MerchantTx, contactIds: readonly string[]): Promise<IdentifierRow[]> {
  if (contactIds.length === 0) return [];
  return tx
    .select()
    .from(contactIdentifiers)
    .where(inArray(contactIdentifiers.contactId, [...contactIds]))
    .orderBy(asc(contactIdentifiers.id));
}

/** Those of them that nobody had; waits for whoever is adding the same. The caller sorts, so that nobody waits in a circle. */
export async function insertIdentifiers(
  tx: MerchantTx,
  contactId: string,
  identifiers: readonly Identified[],
): Promise<IdentifierRow[]> {
  if (identifiers.length === 0) return [];
  return tx
    .insert(contactIdentifiers)
    .values(identifiers.map(({ type, value, digest }) => ({ contactId, type, value, digest })))
    .onConflictDoNothing({ target: [contactIdentifiers.merchantId, contactIdentifiers.type, contactIdentifiers.value] })
    .returning();
}

export async function deleteIdentifier(tx: MerchantTx, contactId: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(contactIdentifiers)
    .where(and(eq(contactIdentifiers.contactId, contactId), eq(contactIdentifiers.id, id)))
    .returning({ id: contactIdentifiers.id });
  return gone.length > 0;
}

export async function moveIdentifiers(tx: MerchantTx, from: string, into: string): Promise<void> {
  await tx.update(contactIdentifiers).set({ contactId: into }).where(eq(contactIdentifiers.contactId, from));
}

/** The person and whoever was joined with them: what somebody agreed to stays their own word. */
const said = (contactId: string) =>
  sql`${contactConsents.contactId} = any(array(
    select ${contactId}::uuid union all select p.id from ${contacts} p where p.merged_into_id = ${contactId}))`;

/** The newest first. */
export async function listConsentRows(tx: MerchantTx, contactId: string, limit: number): Promise<ConsentRow[]> {
  return tx
    .select()
    .from(contactConsents)
    .where(said(contactId))
    .orderBy(desc(contactConsents.givenAt), desc(contactConsents.id))
    .limit(limit);
}

export async function insertConsents(
  tx: MerchantTx,
  rows: readonly (typeof contactConsents.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(contactConsents).values([...rows]);
}

/** Whether they ever agreed to a purpose. */
export async function hasConsented(
  tx: MerchantTx,
  contactId: string,
  purpose: ConsentRow["purpose"],
): Promise<boolean> {
  const [row] = await tx
    .select({ id: contactConsents.id })
    .from(contactConsents)
    .where(and(said(contactId), eq(contactConsents.purpose, purpose), eq(contactConsents.granted, true)))
    .limit(1);
  return row !== undefined;
}

/** The last word about one purpose. */
export async function findLastConsent(
  tx: MerchantTx,
  contactId: string,
  purpose: ConsentRow["purpose"],
): Promise<ConsentRow | undefined> {
  const [row] = await tx
    .select()
    .from(contactConsents)
    .where(and(said(contactId), eq(contactConsents.purpose, purpose)))
    .orderBy(desc(contactConsents.givenAt), desc(contactConsents.id))
    .limit(1);
  return row;
}
