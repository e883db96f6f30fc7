import { ProductHistoryInput, type ProductHistoryPage } from "@nexusone/contracts/catalog";
import { listProductEvents, listSessionOwners } from "@nexusone/db/queries/catalog-product";
import { listApiKeyNames } from "@nexusone/db/queries/api-keys";
import { listMembers } from "@nexusone/db/system/identity-lookups";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { cutPage, decodeCursor } from "./cursor.ts";

const Key = z.object({ beforeId: z.uuid() });

/** What happened to a product and who did it, newest first; kept when the product is gone. */
export async function listProductHistory(
  ctx: ServiceContext,
  rawInput: z.input<typeof ProductHistoryInput>,
): Promise<z.output<typeof ProductHistoryPage>> {
  authorize(ctx, "catalog:read");
  const { id, cursor, limit } = ProductHistoryInput.parse(rawInput);
  return readMerchant(ctx, async (tx) => {
    const [rows, members] = await Promise.all([
      listProductEvents(tx, id, { limit, ...decodeCursor(Key, cursor) }),
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
  });
}
