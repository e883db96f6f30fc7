import { index, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, tenantRef, tenantTable, timestamps } from "./base.ts";
import { mediaFiles } from "./media.ts";
import { orders, shipments } from "./orders.ts";
import { sealedText } from "./sealed.ts";

/** Who brings orders of own products by themselves; made when somebody first says so. */
export const deliverySettings = tenantTable(
  "delivery_settings",
  { driverName: text("driver_name"), ...timestamps() },
  (t) => [unique("delivery_settings_key").on(t.merchantId)],
);

/**
 * A parcel that the merchant's own driver brings. How far it is, the parcel says; here stand who, when, and the driver's link:
 * its token opens with our keys alone, a request is found by its hash.
 */
export const deliveryTasks = tenantTable(
  "delivery_tasks",
  {
    orderId: uuid("order_id").notNull(),
    shipmentId: uuid("shipment_id").notNull(),
    driverName: text("driver_name").notNull(),
    tokenHash: text("token_hash").notNull(),
    tokenSealed: sealedText("token_sealed", "delivery_tasks.token").notNull(),
    note: text("note").notNull().default(""),
    photoId: uuid("photo_id"),
    startedAt: instant("started_at"),
    completedAt: instant("completed_at"),
    revokedAt: instant("revoked_at"),
    ...timestamps(),
  },
  (t) => [
    tenantRef(t, t.orderId, orders, "cascade"),
    tenantRef(t, t.shipmentId, shipments, "cascade"),
    // Whoever deletes a file sees to it that nothing shows it; a merchant goes with everything.
    tenantRef(t, t.photoId, mediaFiles, "cascade"),
    unique("delivery_tasks_shipment_key").on(t.merchantId, t.shipmentId),
    // Asked across merchants (`system.delivery_link`): the one lookup that is not led by the merchant.
    unique("delivery_tasks_token_key").on(t.tokenHash),
    index("delivery_tasks_order").on(t.merchantId, t.orderId),
    index("delivery_tasks_photo").on(t.merchantId, t.photoId),
  ],
);
