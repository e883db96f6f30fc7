import { z } from "zod";
import { FULFILMENTS } from "./order-terms.ts";
import { OrderId } from "./ids.ts";
import { Instant } from "./paging.ts";

const DriverName = z.string().trim().min(1).max(100);

/** Who brings what of an order is in no parcel yet. */
export const CreateDeliveryInput = z.object({ orderId: OrderId, driverName: DriverName });
export const DeliveriesInput = z.object({ orderId: OrderId });
export const DeliveryTaskInput = z.object({ id: z.uuid() });
export const DeliveryTaskView = z.object({
  id: z.uuid(),
  orderId: OrderId,
  shipmentId: z.uuid(),
  driverName: z.string(),
  /** Of its parcel: pending until the driver starts, shipped on the way, delivered; cancelled or failed when it was withdrawn. */
  status: z.enum(FULFILMENTS),
  /** The driver's own words. */
  note: z.string(),
  /** A signed address of the driver's picture, for some hours. */
  photoUrl: z.string().nullable(),
  startedAt: Instant.nullable(),
  completedAt: Instant.nullable(),
  /** Whether the driver's link opens. */
  linkWorks: z.boolean(),
});
export type DeliveryTaskView = z.infer<typeof DeliveryTaskView>;
export const DeliveryTaskList = z.array(DeliveryTaskView);
/** The driver's page, for whoever has the address. */
export const DeliveryLinkView = z.object({ url: z.url() });

export const DeliverySettings = z
  .object({
    /** Who brings every confirmed order of own products alone; null: each is given to somebody by hand. */
    driverName: DriverName.nullable(),
  })
  .strict();
export type DeliverySettings = z.infer<typeof DeliverySettings>;
