import { ListOperationsInput, type OperationsPage } from "@nexusone/contracts/operations";
import { listOperationRows } from "@nexusone/db/queries/operations";
import { z } from "zod";
import { authorize } from "../authorize.ts";
import { cutPage, decodeCursor } from "../catalog/cursor.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { toOperationView } from "./views.ts";

const Position = z.object({ id: z.uuid() });

/** Background work of the merchant, newest first. */
export async function listOperations(
  ctx: ServiceContext,
  rawInput: z.input<typeof ListOperationsInput> = {},
): Promise<z.output<typeof OperationsPage>> {
  authorize(ctx, "jobs:read");
  const { cursor, limit, queue, status } = ListOperationsInput.parse(rawInput);
  const before = decodeCursor(Position, cursor)?.id;
  const rows = await readMerchant(ctx, (tx) => listOperationRows(tx, { queue, status, limit, before }));
  const page = cutPage(rows, limit, ({ id }) => ({ id }));
  return { ...page, items: page.items.map(toOperationView) };
}
