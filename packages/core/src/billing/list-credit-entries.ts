import type { CreditEntriesPage, ListCreditEntriesInput } from "@nexusone/contracts/billing";
import { listEntries } from "@nexusone/db/queries/billing";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { readMerchant } from "../transaction.ts";

/** The ledger, newest first. @throws request.invalid for a cursor that is none of ours */
export async function listCreditEntries(
  ctx: ServiceContext,
  input: z.output<typeof ListCreditEntriesInput>,
): Promise<z.output<typeof CreditEntriesPage>> {
  authorize(ctx, "billing:read");
  const cursor = z.uuid().optional().safeParse(input.cursor);
  if (!cursor.success) throw new DomainError("request.invalid", { problem: "the cursor is not from an earlier page" });
  const rows = await readMerchant(ctx, (tx) => listEntries(tx, { beforeId: cursor.data, limit: input.limit + 1 }));
  const items = rows.slice(0, input.limit);
  return {
    items: items.map((row) => ({
      id: row.id,
      at: row.createdAt.toISOString(),
      kind: row.kind,
      feature: row.feature,
      amount: row.amount,
      balanceAfter: row.balanceAfter,
      reference:
        row.referenceKind && row.referenceId
          ? { kind: row.referenceKind, id: row.referenceId, label: row.referenceLabel }
          : null,
    })),
    nextCursor: rows.length > items.length ? (items.at(-1)?.id ?? null) : null,
  };
}
