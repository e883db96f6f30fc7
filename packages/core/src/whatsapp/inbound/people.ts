import { deleteIdentifiers, listNameless, type Identified } from "@nexusone/db/queries/contacts";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { IdentifierInput } from "@nexusone/contracts/contacts";
import type { Content, Person, ReadItem } from "@nexusone/whatsapp/webhook";
import type { ServiceContext } from "../../context.ts";
import { findOrCreateContact } from "../../contacts/find-or-create.ts";
import { holdPeople } from "../../contacts/hold-people.ts";
import type { Claim } from "../../contacts/note-conflict.ts";
import { identify, toE164, writtenOtherwise } from "../../contacts/identify.ts";

/** Who is meant: by the id of who hides the number, else the number, else Whapi's stand-in for one. */
export const personKey = ({ userId, phone, lid }: Person): string =>
  userId ?? phone ?? (lid === null ? "" : `lid:${lid}`);

/** The names under which a person is kept. A number that no telephone plan knows is kept as WhatsApp's own word. */
export function identifiersOf({ phone, userId, parentUserId, lid }: Person): IdentifierInput[] {
  const number = phone === null ? undefined : toE164(`+${phone}`, "");
  return [
    ...(number ? [{ type: "phone", value: number } as const] : []),
    ...(phone !== null && !number ? [{ type: "whatsapp", value: phone } as const] : []),
    ...(userId === null ? [] : [{ type: "whatsapp", value: userId } as const]),
    ...(parentUserId === null ? [] : [{ type: "whatsapp", value: parentUserId } as const]),
    ...(lid === null ? [] : [{ type: "whatsapp", value: `lid:${lid}` } as const]),
  ];
}

export const identifiedBy = (person: Person): Identified[] => identifiersOf(person).map((one) => identify(one, ""));

/** The number in a card by which somebody told theirs, asked by a button of ours: one at most. */
export function sharedNumber(content: Content): Identified[] {
  if (content.type !== "contacts" || !content.requested) return [];
  const [told] = content.cards.flatMap(({ phones }) => phones.flatMap(({ waId, phone }) => waId ?? phone ?? []));
  const value = told === undefined ? undefined : toE164(`+${told.replace(/\D/g, "")}`, "");
  return value === undefined ? [] : [identify({ type: "phone", value }, "")];
}

/** Holds everybody whom a batch names, before anything of theirs is changed: see `holdPeople`. */
export async function holdNamed(tx: MerchantTx, items: readonly ReadItem[]): Promise<void> {
  const named = items.flatMap((item) => {
    if (item.kind === "identity_change") return [item.before, item.after].flatMap(identifiedBy);
    if (item.kind === "vote" || item.kind === "preference") return identifiedBy(item.person);
    return item.kind === "message" ? [...identifiedBy(item.person), ...sharedNumber(item.content)] : [];
  });
  await holdPeople(tx, [...named, ...writtenOtherwise(named)]);
}

/** Somebody who did something at a time of the vendor's. */
export type Seen = { readonly person: Person; readonly at: Date; readonly claim: Claim };

/**
 * The contacts behind the names of a batch, by `personKey`: found by any name they have and any way their number is written, begun
 * when they are new. Those whom nothing new is learned of cost two questions, however many they are.
 */
export async function findPeople(
  tx: MerchantTx,
  ctx: ServiceContext,
  seen: readonly Seen[],
): Promise<ReadonlyMap<string, string>> {
  const named = [...Map.groupBy(seen, ({ person }) => personKey(person))].map(([key, own]) => ({
    key,
    person: own.map(({ person }) => person).reduce(together),
    claim: own[0]!.claim, // a group has one at least
    last: own.map(({ at }) => at).reduce((a, b) => (a > b ? a : b)),
  }));
  const wanted = named.map((one) => ({ ...one, exact: identifiedBy(one.person) }));
  const rows = await holdPeople(
    tx,
    wanted.flatMap(({ exact }) => [...exact, ...writtenOtherwise(exact)]),
  );
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  const nameless = new Set(await listNameless(tx, [...new Set(rows.map(({ contactId }) => contactId))]));
  const found = new Map<string, string>();
  for (const { key, person, exact, last, claim } of wanted) {
    const own = exact.map((one) => known.get(nameOf(one)));
    // Given up before: who uses it now is somebody else.
    const over = [...exact, ...writtenOtherwise(exact)].flatMap((one) => {
      const row = known.get(nameOf(one));
      return row?.endedAt && row.endedAt < last ? [row.id] : [];
    });
    await deleteIdentifiers(tx, over);
    const [owner] = own;
    const told =
      owner !== undefined &&
      over.length === 0 &&
      own.every((one) => one?.contactId === owner.contactId) &&
      !(nameless.has(owner.contactId) && person.displayName);
    const identifiers = identifiersOf(person);
    const id = told
      ? owner.contactId
      : (await findOrCreateContact(tx, ctx, { name: person.displayName ?? "", identifiers, claim })).contact.id;
    found.set(key, id);
  }
  return found;
}

const nameOf = ({ type, value }: Pick<Identified, "type" | "value">): string => `${type}:${value}`;

/** What several messages tell of the same person. */
const together = (a: Person, b: Person): Person => ({
  phone: a.phone ?? b.phone,
  userId: a.userId ?? b.userId,
  parentUserId: a.parentUserId ?? b.parentUserId,
  lid: a.lid ?? b.lid,
  displayName: a.displayName || b.displayName,
  username: a.username ?? b.username,
});
