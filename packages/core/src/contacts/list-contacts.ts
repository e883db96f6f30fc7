import { ContactsPage, ListContactsInput, type ContactLine } from "@nexusone/contracts/contacts";
import { listDefaultAddresses } from "@nexusone/db/queries/contact-addresses";
import {
  listContactRows,
  listIdentifiersOf,
  searchContactIds,
  type ContactKey,
  type ContactRow,
} from "@nexusone/db/queries/contacts";
import { listActiveSuppressions } from "@nexusone/db/queries/suppressions";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import { LISTED_HITS } from "../catalog/find-hits.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { contactWords } from "./search-words.ts";

const Key = z.object({ sort: z.string(), value: z.string(), id: z.uuid() });
const MAX_WORDS = 8;

/**
 * The merchant's people a page at a time, the newest first or by name. Every word must occur in name, e-mail address, phone number
 * or id, the last may be a beginning. Of more than a thousand hits the newest thousand are looked at: `newestHits` says so.
 */
export async function listContacts(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListContactsInput> = {},
): Promise<z.output<typeof ContactsPage>> {
  authorize(ctx, "contacts:read");
  const { q, sort, limit, cursor } = ListContactsInput.parse(rawInput);
  const key = decodeCursor(Key, cursor);
  const after: ContactKey | undefined = key?.sort === sort ? key : undefined;
  return readMerchant(ctx, async (tx) => {
    const ids = q ? await findHits(tx, q) : undefined;
    const rows = await listContactRows(tx, { ids, sort, after, limit: limit + 1 });
    const page = cutPage(rows, limit, (row) => ({
      sort,
      value: sort === "name" ? row.nameLower : row.addedAt.toISOString(),
      id: row.id,
    }));
    return ContactsPage.parse({
      ...page,
      items: await viewLines(tx, page.items),
      newestHits: ids?.length === LISTED_HITS ? LISTED_HITS - 1 : null,
    });
  });
}

async function findHits(tx: MerchantTx, q: string): Promise<string[]> {
  const words = contactWords(q).slice(0, MAX_WORDS);
  // A question without a single letter or digit finds nobody, rather than everybody.
  if (words.length === 0) return [];
  return searchContactIds(tx, [...words.slice(0, -1), `${words.at(-1)}*`], LISTED_HITS);
}

async function viewLines(tx: MerchantTx, rows: readonly ContactRow[]): Promise<ContactLine[]> {
  const ids = rows.map(({ id }) => id);
  const [identifiers, addresses] = await Promise.all([listIdentifiersOf(tx, ids), listDefaultAddresses(tx, ids)]);
  const suppressed = new Set(
    (
      await listActiveSuppressions(
        tx,
        identifiers.map(({ digest }) => digest),
      )
    ).map(({ digest }) => digest),
  );
  return rows.map(({ id, name, language, addedAt }) => {
    const own = identifiers.filter((one) => one.contactId === id);
    const place = addresses.find((one) => one.contactId === id)?.address;
    return {
      id: id as ContactLine["id"],
      name,
      language,
      addedAt: addedAt.toISOString(),
      identifiers: own.map(({ type, value }) => ({ type, value })),
      place: place ? { city: place.city, country: place.country } : null,
      suppressed: own.some(({ digest }) => suppressed.has(digest)),
    };
  });
}
