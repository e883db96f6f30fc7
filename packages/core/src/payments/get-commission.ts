import {
  GetCommissionInput,
  ListCommissionsInput,
  type CommissionHistory,
  type CommissionsPage,
} from "@nexusone/contracts/payments";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { listCommissionChanges, listShopsWithCommission } from "@nexusone/db/system/commission";
import { z } from "zod";
import { asPlatformAdmin } from "../billing/as-platform-admin.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { UserContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

const Position = z.object({ id: z.uuid() });

/** Shops with what the platform takes of them now, newest first, or those whose name has these words. @throws identity.platform_admin_only */
export async function listCommissions(
  { user, platform }: UserContext,
  rawInput: z.input<typeof ListCommissionsInput> = {},
): Promise<z.output<typeof CommissionsPage>> {
  if (!user.isPlatformAdmin) throw new DomainError("identity.platform_admin_only");
  const { q, cursor, limit } = ListCommissionsInput.parse(rawInput);
  const after = decodeCursor(Position, cursor)?.id;
  const rows = await listShopsWithCommission(platform.db, { words: q || undefined, after, limit });
  const page = cutPage(rows, limit, ({ merchantId }) => ({ id: merchantId }));
  return page as z.output<typeof CommissionsPage>; // ids come from our own uuid columns
}

/**
 * What the platform takes of a shop's net sales, since when, and everything that was ever set, by the shop's record, which nobody
 * can write. `since` is null while nobody has set anything. @throws identity.platform_admin_only, request.not_found
 */
export async function getCommission(
  user: UserContext,
  rawInput: z.input<typeof GetCommissionInput>,
): Promise<z.output<typeof CommissionHistory>> {
  const { merchantId, cursor, limit } = GetCommissionInput.parse(rawInput);
  const ctx = asPlatformAdmin(user, merchantId);
  const before = decodeCursor(Position, cursor)?.id;
  const row = await readMerchant(ctx, findMerchantWithRate);
  if (!row) throw new DomainError("request.not_found");
  const { db } = ctx.platform;
  const [changes, [newest]] = await Promise.all([
    listCommissionChanges(db, { merchantId, before, limit }),
    listCommissionChanges(db, { merchantId, before: undefined, limit: 1 }),
  ]);
  const { items, nextCursor } = cutPage(changes, limit, ({ id }) => ({ id }));
  const { name, commissionBps } = row.merchant;
  return {
    merchantId,
    name,
    platformBps: commissionBps,
    clientBps: 10_000 - commissionBps,
    since: newest?.at.toISOString() ?? null,
    items: items.map((change) => ({ ...change, at: change.at.toISOString() })),
    nextCursor,
  };
}
