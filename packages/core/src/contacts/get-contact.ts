import { checkAddress } from "@nexusone/contracts/addresses";
import { ContactView, type ContactIdentifier, GetContactInput, type MergeView } from "@nexusone/contracts/contacts";
import { listAddressesOf } from "@nexusone/db/queries/contact-addresses";
import {
  findContact,
  listConsentRows,
  listIdentifiersOf,
  lockContact,
  lockContactWhole,
  type ContactRow,
  type IdentifierRow,
} from "@nexusone/db/queries/contacts";
import { listMerges, type MergeRow } from "@nexusone/db/queries/contact-merges";
import { listActiveSuppressions, type SuppressionRow } from "@nexusone/db/queries/suppressions";
import { ContactId } from "@nexusone/contracts/ids";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";
import { conflictsOf } from "./list-conflicts.ts";

const SHOWN_CONSENTS = 200;

/** One person; who was merged is answered with whom they became. @throws `contacts.not_found`. */
export async function getContact(ctx: ServiceContext, rawInput: z.input<typeof GetContactInput>): Promise<ContactView> {
  authorize(ctx, "contacts:read");
  const { id } = GetContactInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const found = await findContact(tx, id);
    const contact = found?.mergedIntoId ? await findContact(tx, found.mergedIntoId) : found;
    if (!contact) throw new DomainError("contacts.not_found");
    return viewContact(tx, contact);
  });
}

/** The person, locked until the transaction ends. @throws `contacts.not_found`, for who was merged too; `contacts.erased` */
export const changeableContact = async (tx: MerchantTx, id: string): Promise<ContactRow> =>
  living(await lockContact(tx, id));

/** The same for who is to be joined. @throws as `changeableContact` */
export const wholeContact = async (tx: MerchantTx, id: string): Promise<ContactRow> =>
  living(await lockContactWhole(tx, id));

function living(contact: ContactRow | undefined): ContactRow {
  if (!contact || contact.mergedIntoId !== null) throw new DomainError("contacts.not_found");
  if (contact.erasedAt !== null) throw new DomainError("contacts.erased");
  return contact;
}

export async function viewContact(tx: MerchantTx, contact: ContactRow): Promise<ContactView> {
  const [identifiers, addresses, consents, merges, conflicts] = await Promise.all([
    listIdentifiersOf(tx, [contact.id]),
    listAddressesOf(tx, contact.id),
    listConsentRows(tx, contact.id, SHOWN_CONSENTS),
    listMerges(tx, contact.id),
    conflictsOf(tx, contact.id),
  ]);
  const suppressed = await listActiveSuppressions(
    tx,
    identifiers.map(({ digest }) => digest),
  );
  return ContactView.parse({
    ...contact,
    addedAt: contact.addedAt.toISOString(),
    erasedAt: contact.erasedAt?.toISOString() ?? null,
    identifiers: identifiers.map((one) => viewIdentifier(one, suppressed)),
    addresses: addresses.map(({ id, address, isDefault }) => ({
      id,
      address,
      isDefault,
      problems: checkAddress(address),
    })),
    consents: consents.map((consent) => ({ ...consent, givenAt: consent.givenAt.toISOString() })),
    merges: merges.map(viewMerge),
    conflicts,
  });
}

export const viewMerge = ({ id, mergedId, kept, byName, at }: MergeRow): MergeView => ({
  id,
  mergedId: ContactId.parse(mergedId),
  name: kept?.person.name ?? "",
  byName,
  at: at.toISOString(),
});

const viewIdentifier = (
  { id, type, value, digest }: IdentifierRow,
  suppressed: readonly SuppressionRow[],
): ContactIdentifier => ({
  id,
  type,
  value,
  suppressed: suppressed
    .filter((entry) => entry.digest === digest)
    .map(({ purpose, cause, since }) => ({ purpose, cause, since: since.toISOString() })),
});
