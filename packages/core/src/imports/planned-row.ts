import type { ImportItem } from "@nexusone/contracts/imports";
import type { SupplierId } from "@nexusone/contracts/ids";
import type { ReasonCode, ReasonDetails } from "@nexusone/contracts/reasons";
import type { z } from "zod";
import type { ProductSnapshot } from "./snapshot.ts";

/** One item of a request on its way to a preview row. */
export type PlannedRow = {
  readonly position: number;
  readonly item: z.output<typeof ImportItem>;
  /** Both null when the reference names nothing. */
  readonly supplier: SupplierId | null;
  readonly externalId: string | null;
  readonly vid: string | null;
  /** Why it is left out; null as long as it may go in. */
  readonly reason: ReasonCode | null;
  readonly details: ReasonDetails;
  readonly existingProductId: string | null;
  readonly product: ProductSnapshot | null;
};

/** A row that nothing speaks against yet, and of which nothing is known. */
export const openRow = (
  asked: Pick<PlannedRow, "position" | "item" | "supplier" | "externalId" | "vid">,
): PlannedRow => ({ ...asked, reason: null, details: {}, existingProductId: null, product: null });
