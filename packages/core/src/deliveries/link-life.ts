import type { Delivery } from "@nexusone/db/queries/deliveries";
import { addMs, DAY_MS } from "../clock.ts";

/** A driver's link opens until a day after the parcel arrived; not once it was taken from them. */
export function isOpenAt({ task, parcel }: Delivery, now: Date): boolean {
  if (task.revokedAt !== null) return false;
  if (parcel.fulfilment === "cancelled" || parcel.fulfilment === "failed") return false;
  return parcel.deliveredAt === null || now < addMs(parcel.deliveredAt, DAY_MS);
}
