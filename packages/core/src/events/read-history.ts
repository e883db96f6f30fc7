import type { ProductHistoryPage } from "@nexusone/contracts/catalog";
import type { PageInput } from "@nexusone/contracts/paging";
import { listApiKeyNames } from "@nexusone/db/queries/api-keys";
import { listEventsAbout, listSessionOwners } from "@nexusone/db/queries/event-history";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import { z } from "zod";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { EventSubject } from "./record-event.ts";

const Key = z.object({ beforeId: z.uuid() });

/** What happened to one thing and who did it, newest first. */
export async function readHistory(
  tx: MerchantTx,
  subject: EventSubject,
  { cursor, limit }: z.output<typeof PageInput>,
): Promise<z.output<typeof ProductHistoryPage>> {
  const [rows, members] = await Promise.all([
    listEventsAbout(tx, subject, { limit, ...decodeCursor(Key, cursor) }),
    listMembers(tx),
  ]);
  const page = cutPage(rows, limit, (row) => ({ beforeId: row.id }));
  const nameOf = new Map<string, string>(members.map((member) => [member.userId, member.name]));
  // A paired browser acts under the id of its session.
  const sessions = page.items.flatMap((row) => (row.actorKind === "extension_session" ? [row.actorId ?? ""] : []));
  for (const { id, userId, name } of await listSessionOwners(tx, sessions))
    nameOf.set(id, [nameOf.get(userId), name].filter(Boolean).join(", "));
  const keys = page.items.flatMap((row) => (row.actorKind === "api_key" ? [row.actorId ?? ""] : []));
  for (const { id, name } of await listApiKeyNames(tx, keys)) nameOf.set(id, name);
  return {
    ...page,
    items: page.items.map((row) => ({
      id: row.id,
      at: row.happenedAt.toISOString(),
      type: row.type,
      actor: { kind: row.actorKind, label: nameOf.get(row.actorId ?? "") ?? "" },
      payload: row.payload,
    })),
  };
}
