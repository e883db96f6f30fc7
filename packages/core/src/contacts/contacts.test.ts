import type { ContactView } from "@nexusone/contracts/contacts";
import type { ContactId } from "@nexusone/contracts/ids";
import { sqlState } from "@nexusone/db/errors";
import { createStaffedMerchant, createTestPlatform, type TestPlatform } from "@nexusone/testing/contexts";
import { createTestDatabase, type TestDatabase } from "@nexusone/testing/database";
import { noteReasonsIn } from "@nexusone/testing/observed-reasons";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../clock.ts";
import { actorName, type ServiceContext } from "../context.ts";
import { inMerchantTx } from "../transaction.ts";
import { removeAddress, saveAddress } from "./change-addresses.ts";
import { addIdentifier, removeIdentifier } from "./change-identifiers.ts";
import { createContact } from "./create-contact.ts";
import { findOrCreateContact } from "./find-or-create.ts";
import { getContact } from "./get-contact.ts";
import { listContacts } from "./list-contacts.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { recordConsent } from "./record-consent.ts";
import { checkSuppression, suppressContact, unsuppressContact } from "./suppress.ts";
import { updateContact } from "./update-contact.ts";

let database: TestDatabase;
let platform: TestPlatform;
let ctx: ServiceContext;
let other: ServiceContext;
beforeAll(async () => {
  database = await createTestDatabase({ max: 20 });
  platform = createTestPlatform(database.db);
  ctx = (await createStaffedMerchant(platform)).ctx;
  other = (await createStaffedMerchant(platform)).ctx;
});
afterAll(() => database.close());

let nth = 0;
const phone = (): string => `+3361200${String((nth += 1)).padStart(4, "0")}`;
const person = (overrides: Parameters<typeof createContact>[1] = {}): Promise<ContactView> =>
  createContact(ctx, { name: "Jeanne Martin", identifiers: [{ type: "phone", value: phone() }], ...overrides });
const values = (contact: ContactView) => contact.identifiers.map(({ type, value }) => `${type} ${value}`);
const refusal = (reason: string) => expect.objectContaining({ reason });
const ADDRESS = { name: "Jeanne Martin", line1: "12 rue de Rivoli", city: "Paris", zip: "75004", country: "FR" };

describe("people and how they are reached", () => {
  it("[AUT-10] an identifier is kept in one form, and one value is one person's, whatever it was typed like", async () => {
    const made = await person({
      identifiers: [
        { type: "phone", value: "06 98 76 54 32" },
        { type: "email", value: " Jeanne@Example.COM " },
        { type: "whatsapp", value: "FR.1234567890123456789" },
      ],
    });
    expect(values(made).toSorted()).toEqual([
      "email jeanne@example.com",
      "phone +33698765432",
      "whatsapp FR.1234567890123456789",
    ]);
    const again = { identifiers: [{ type: "phone" as const, value: "+33 6 98 76 54 32" }] };
    await expect(person(again)).rejects.toMatchObject({
      reason: "contacts.identifier_taken",
      details: { value: "+33698765432", contactId: made.id },
    });
    expect((await person({ ...again, ifKnown: "use" })).id).toBe(made.id);
    await expect(
      addIdentifier(ctx, { id: (await person()).id, type: "email", value: "JEANNE@example.com" }),
    ).rejects.toEqual(refusal("contacts.identifier_taken"));
    for (const [type, value] of [
      ["phone", "12"],
      ["email", "nobody"],
      ["whatsapp", "a b"],
    ] as const)
      await expect(person({ identifiers: [{ type, value }] })).rejects.toEqual(refusal("contacts.identifier_invalid"));
    // Another shop's people are its own.
    expect((await createContact(other, { identifiers: [{ type: "phone", value: "+33698765432" }] })).id).not.toBe(
      made.id,
    );
  });

  it("[AUT-10] a stranger brought twenty times at once is one person, with all that was said of them", async () => {
    const shared = phone();
    const found = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        inMerchantTx(ctx, (tx) =>
          findOrCreateContact(tx, ctx, {
            name: at === 7 ? "Seven" : "",
            identifiers: [
              { type: "email", value: `s${at}-${nth}@example.com` },
              { type: "phone", value: shared },
            ],
          }),
        ),
      ),
    );
    expect(new Set(found.map(({ contact }) => contact.id)).size).toBe(1);
    expect(found.filter(({ made }) => made)).toHaveLength(1);
    const view = await getContact(ctx, { id: found[0]!.contact.id as ContactId });
    expect(view).toMatchObject({ name: "Seven" });
    // Twenty identifiers are all a person has room for when added by hand, not what a race may lose.
    expect(view.identifiers).toHaveLength(21);
    await expect(addIdentifier(ctx, { id: view.id, type: "phone", value: phone() })).rejects.toEqual(
      refusal("contacts.full"),
    );
  });

  it("[AUT-10] name, language and note are changed, identifiers come and go", async () => {
    const { id } = await person();
    expect(await updateContact(ctx, { id, name: "Jeanne M.", language: "fr", note: "Rings twice" })).toMatchObject({
      name: "Jeanne M.",
      language: "fr",
      note: "Rings twice",
    });
    const value = phone();
    const added = await addIdentifier(ctx, { id, type: "phone", value });
    expect(values(await addIdentifier(ctx, { id, type: "phone", value }))).toEqual(values(added));
    const left = await removeIdentifier(ctx, { id, identifierId: added.identifiers[0]!.id });
    expect(values(left)).toEqual([`phone ${value}`]);
    for (const work of [() => getContact(other, { id }), () => updateContact(other, { id, name: "Taken" })])
      await expect(work()).rejects.toEqual(refusal("contacts.not_found"));
  });
});

describe("where parcels go", () => {
  it("[SEC-05] the first address is the one orders begin with until another is, and what is wrong with one is named", async () => {
    const { id } = await person();
    const first = await saveAddress(ctx, { id, address: { ...ADDRESS, phone: "06 12 34 56 78" } });
    expect(first.addresses).toMatchObject([{ isDefault: true, problems: [], address: { phone: "+33612345678" } }]);
    const second = await saveAddress(ctx, { id, address: { ...ADDRESS, zip: "7500", phone: "" }, isDefault: true });
    expect(second.addresses.map(({ isDefault, address }) => [address.zip, isDefault])).toEqual([
      ["7500", true],
      ["75004", false],
    ]);
    expect(second.addresses[0]!.problems.map(({ reason }) => reason)).toEqual([
      "address.missing",
      "address.zip_invalid",
    ]);
    const wrong = {
      name: "",
      phone: "0000",
      line1: "long street ".repeat(17),
      city: "Santos",
      country: "BR",
      taxId: "1",
    };
    const third = await saveAddress(ctx, { id, address: wrong });
    const told = third.addresses.flatMap(({ problems }) => problems.map(({ reason }) => reason));
    for (const reason of ["address.too_long", "address.phone_invalid", "address.tax_id_invalid"] as const)
      expect(told).toContain(reason);
    // What is wrong with an address is told, not thrown.
    noteReasonsIn(JSON.stringify([second, third]));
    const thirdId = third.addresses.find(({ address }) => address.country === "BR")!.id;
    await removeAddress(ctx, { id, addressId: thirdId });
    const addressId = second.addresses[0]!.id;
    const mended = await saveAddress(ctx, { id, addressId, address: { ...ADDRESS, phone: "+33612345678" } });
    expect(mended.addresses[0]).toMatchObject({ id: addressId, isDefault: true, problems: [] });
    const left = await removeAddress(ctx, { id, addressId });
    expect(left.addresses).toMatchObject([{ isDefault: true }]);
    for (let count = 1; count < 20; count += 1) await saveAddress(ctx, { id, address: ADDRESS });
    await expect(saveAddress(ctx, { id, address: ADDRESS })).rejects.toEqual(refusal("contacts.full"));
  });
});

const isHeld = async (value: string, purpose: "marketing" | "orders" = "marketing", by = ctx) =>
  (await checkSuppression(by, { type: "phone", value, purpose })).suppressed;

describe("what people agreed to, and whom nobody writes to", () => {
  it("[GDP-01] a consent is on record for good with source and time, and its withdrawal holds everywhere at once", async () => {
    const value = phone();
    const { id } = await person({
      identifiers: [
        { type: "phone", value },
        { type: "email", value: `${nth}@a.example` },
      ],
    });
    await recordConsent(ctx, { id, purpose: "marketing", granted: true, source: "form", evidence: "Newsletter" });
    platform.clock.advance(DAY_MS);
    const taken = await recordConsent(ctx, { id, purpose: "marketing", granted: false, source: "chat" });
    expect(taken.consents).toMatchObject([
      { granted: false, source: "chat", byName: actorName(ctx.actor) },
      { granted: true, source: "form", evidence: "Newsletter" },
    ]);
    expect(taken.identifiers.map(({ suppressed }) => suppressed.map(({ purpose, cause }) => [purpose, cause]))).toEqual(
      [[["marketing", "asked"]], [["marketing", "asked"]]],
    );
    expect([await isHeld(value), await isHeld(value, "orders"), await isHeld(value, "marketing", other)]).toEqual([
      true,
      false,
      false,
    ]);
    // An older word that comes in late changes nothing but the record.
    const givenAt = new Date(platform.clock.now().getTime() - 10 * DAY_MS).toISOString();
    const late = await recordConsent(ctx, { id, purpose: "marketing", granted: true, source: "import", givenAt });
    expect(late.consents.at(-1)).toMatchObject({ source: "import", givenAt });
    expect(await isHeld(value)).toBe(true);
    await recordConsent(ctx, { id, purpose: "marketing", granted: true, source: "form" });
    expect(await isHeld(value)).toBe(false);
    const forget = inMerchantTx(ctx, (tx) => tx.execute(sql`delete from contact_consents`));
    await expect(forget).rejects.toSatisfy((error) => sqlState(error) === "42501");
  });

  it("[GDP-01] what holds for a person holds for an identifier they get later, a bounce for its own address alone", async () => {
    const { id } = await person();
    await suppressContact(ctx, { id, purpose: "all", cause: "complained" });
    const later = phone();
    await addIdentifier(ctx, { id, type: "phone", value: later });
    expect([await isHeld(later), await isHeld(later, "orders")]).toEqual([true, true]);
    await unsuppressContact(ctx, { id, purpose: "all" });
    expect(await isHeld(later)).toBe(false);

    const bounced = await person();
    await suppressContact(ctx, { id: bounced.id, purpose: "marketing", cause: "bounced" });
    const fresh = phone();
    await addIdentifier(ctx, { id: bounced.id, type: "phone", value: fresh });
    expect([await isHeld(bounced.identifiers[0]!.value), await isHeld(fresh)]).toEqual([true, false]);
  });

  it("the register outlives the person: it knows neither name nor number", async () => {
    const value = phone();
    const { id } = await person({ identifiers: [{ type: "phone", value }] });
    await suppressContact(ctx, { id, purpose: "all" });
    await database.sql`delete from contacts where id = ${id}`;
    expect(await isHeld(value)).toBe(true);
    const rows = await database.sql`select * from suppressions where ended_at is null`;
    expect(JSON.stringify(rows)).not.toContain(value.slice(1));
    const again = await person({ identifiers: [{ type: "phone", value }] });
    expect(again.identifiers[0]!.suppressed).toMatchObject([{ purpose: "all", cause: "staff" }]);
  });
});

it("[AUT-10] two that turn out to be one: everything goes to one, what either asked for holds for all, and the other leads there", async () => {
  const [into, from] = [await person({ name: "Jeanne" }), await person({ name: "J. Martin", language: "fr" })];
  await saveAddress(ctx, { id: into.id, address: ADDRESS });
  await saveAddress(ctx, { id: from.id, address: { ...ADDRESS, city: "Lyon" } });
  await recordConsent(ctx, { id: from.id, purpose: "marketing", granted: false, source: "chat" });
  await expect(mergeContacts(ctx, { id: into.id, mergedId: into.id })).rejects.toEqual(refusal("contacts.same"));
  const merged = await mergeContacts(ctx, { id: into.id, mergedId: from.id });
  expect(merged).toMatchObject({ id: into.id, name: "Jeanne", language: "fr", consents: [{ granted: false }] });
  expect(merged.addresses.map(({ address, isDefault }) => [address.city, isDefault])).toEqual([
    ["Paris", true],
    ["Lyon", false],
  ]);
  expect(merged.identifiers.map(({ suppressed }) => suppressed.length)).toEqual([1, 1]);
  expect((await getContact(ctx, { id: from.id })).id).toBe(into.id);
  await expect(updateContact(ctx, { id: from.id, name: "x" })).rejects.toEqual(refusal("contacts.not_found"));
  expect((await listContacts(ctx, { q: from.identifiers[0]!.value })).items.map(({ id }) => id)).toEqual([into.id]);
});

it("[DAT-03] people are found by words, beginnings and digits as one dials them, in pages that neither repeat nor skip", async () => {
  const { ctx: shop } = await createStaffedMerchant(platform);
  for (const name of ["Ana Silva", "Anaïs Dupont", "Bruno Silva", "Chloé Petit", "Dora Blanc"]) {
    const [first = ""] = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(" ");
    await createContact(shop, {
      name,
      identifiers: [
        { type: "phone", value: phone() },
        { type: "email", value: `${first}@shop.example` },
      ],
    });
    platform.clock.advance(1_000);
  }
  const names = async (q: string) => (await listContacts(shop, { q, sort: "name" })).items.map(({ name }) => name);
  expect(await names("silva")).toEqual(["Ana Silva", "Bruno Silva"]);
  expect(await names("anais du")).toEqual(["Anaïs Dupont"]);
  expect(await names("bruno@shop.example")).toEqual(["Bruno Silva"]);
  const [dora] = (await listContacts(shop, { q: "dora" })).items;
  const e164 = dora!.identifiers.find(({ type }) => type === "phone")!.value;
  expect(await names(`0${e164.slice(3, 5)} ${e164.slice(5)}`)).toEqual(["Dora Blanc"]);
  expect(await names(e164)).toEqual(["Dora Blanc"]);
  expect(await names("%")).toEqual([]);
  expect(await names("zzz")).toEqual([]);
  expect((await listContacts(other, { q: "silva" })).items).toEqual([]);
  for (const sort of ["newest", "name"] as const) {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listContacts(shop, { sort, limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(
      sort === "name"
        ? ["Ana Silva", "Anaïs Dupont", "Bruno Silva", "Chloé Petit", "Dora Blanc"]
        : ["Dora Blanc", "Chloé Petit", "Bruno Silva", "Anaïs Dupont", "Ana Silva"],
    );
  }
});
