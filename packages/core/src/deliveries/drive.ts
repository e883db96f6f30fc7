import type { Address } from "@nexusone/contracts/addresses";
import type { DeliveryPreferences } from "@nexusone/contracts/delivery-preference-terms";
import { isLocale, type Locale } from "@nexusone/contracts/locale";
import { mayMove, SHIPMENT_TRANSITIONS, type Fulfilment } from "@nexusone/contracts/order-terms";
import { findContact } from "@nexusone/db/queries/contacts";
import { findDelivery, updateDelivery } from "@nexusone/db/queries/deliveries";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { lockMedia, setMediaUse } from "@nexusone/db/queries/media";
import { findOrderRow, listOrderLines, listShipmentLines } from "@nexusone/db/queries/orders";
import { findDeliveryOfLink } from "@nexusone/db/system/public-links";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { brandOf, readNoticeSettings, type Brand } from "../customer-notices/settings.ts";
import { DomainError } from "../errors.ts";
import { plainText } from "../imports/plain-text.ts";
import { storeImage } from "../media/store-image.ts";
import { moveParcel } from "../orders/parcels.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";
import { isPublicToken } from "../secrets/public-token.ts";
import { inMerchantTx, readMerchant } from "../transaction.ts";
import { lockDelivery } from "./deliveries.ts";
import { isOpenAt } from "./link-life.ts";

/** What a driver needs to know, and nothing of money. */
export type Drive = {
  readonly shop: Brand & { readonly locale: Locale };
  readonly number: string;
  readonly driverName: string;
  readonly status: Fulfilment;
  /** Somebody has to settle something first: it cannot be started. */
  readonly held: boolean;
  readonly address: Address;
  readonly items: readonly { readonly name: string; readonly label: string; readonly quantity: number }[];
  /** What the customer told about their deliveries; null: nothing. */
  readonly wishes: DeliveryPreferences | null;
  /** The driver's own words. */
  readonly note: string;
  readonly hasPhoto: boolean;
};
type DriverAct = "start" | "complete";

const MOST_NOTE = 500;

async function contextOf(platform: Platform, token: string) {
  const found = isPublicToken(token) ? await findDeliveryOfLink(platform.db, hashToken(token)) : undefined;
  if (!found) return undefined;
  const actor = { kind: "system", name: "driver" } as const;
  const ctx: ServiceContext = { platform, merchantId: found.merchantId, actor, requestId: "driver", locale: "en" };
  return { ctx, taskId: found.taskId };
}

/** What a driver's link opens; undefined for a token that nobody has, was taken back, or whose parcel arrived a day ago. */
export async function openDrive(platform: Platform, token: string): Promise<Drive | undefined> {
  const known = await contextOf(platform, token);
  if (!known) return undefined;
  return readMerchant(known.ctx, async (tx) => {
    const delivery = await findDelivery(tx, known.taskId);
    if (!delivery || !isOpenAt(delivery, platform.clock.now())) return undefined;
    const { task, parcel } = delivery;
    const [order, shop, settings, lines, inParcels] = await Promise.all([
      findOrderRow(tx, task.orderId),
      findMerchantWithRate(tx),
      readNoticeSettings(tx),
      listOrderLines(tx, task.orderId),
      listShipmentLines(tx, task.orderId),
    ]);
    if (!order || !shop) return undefined;
    const { locale } = shop.merchant;
    return {
      shop: { ...brandOf(shop.merchant, settings), locale: isLocale(locale) ? locale : "en" },
      number: order.number,
      driverName: task.driverName,
      status: parcel.fulfilment,
      held: order.held,
      address: order.address,
      items: inParcels
        .filter(({ shipmentId }) => shipmentId === parcel.id)
        .map(({ lineId, quantity }) => {
          const line = lines.find(({ id }) => id === lineId);
          return { name: line?.name ?? "", label: line?.label ?? "", quantity };
        }),
      wishes: await wishesOf(tx, order.contactId),
      note: task.note,
      hasPhoto: task.photoId !== null,
    };
  });
}

/** Of the customer, or of whom they turned out to be. */
async function wishesOf(tx: MerchantTx, contactId: string): Promise<DeliveryPreferences | null> {
  const contact = await findContact(tx, contactId);
  const person = contact?.mergedIntoId ? await findContact(tx, contact.mergedIntoId) : contact;
  return person?.deliveryPreferences ?? null;
}

/**
 * The driver starts, or has arrived. What was said before changes nothing, so that a bad connection may say it again; arriving
 * without having started counts as both.
 * @returns false for a link that does not open. @throws `orders.on_hold` for one that has not left while the order waits for somebody.
 */
export async function drive(platform: Platform, token: string, act: DriverAct, note?: string): Promise<boolean> {
  const known = await contextOf(platform, token);
  if (!known) return false;
  const { ctx, taskId } = known;
  return inMerchantTx(ctx, async (tx) => {
    const found = await lockDelivery(tx, taskId);
    if (!found || !isOpenAt(found, platform.clock.now())) return false;
    const { order, task, parcel } = found;
    const said = plainText(note ?? "").slice(0, MOST_NOTE);
    if (said !== "") await updateDelivery(tx, task.id, { note: said });
    const to = act === "start" ? "shipped" : "delivered";
    if (!mayMove(SHIPMENT_TRANSITIONS, parcel.fulfilment, to)) return true;
    if (order.held && parcel.fulfilment === "pending") throw new DomainError("orders.on_hold", { orderId: order.id });
    await moveParcel(tx, ctx, order, parcel, to, { carrier: task.driverName });
    return true;
  });
}

/**
 * Keeps the driver's picture of the delivery, made anew without what the camera wrote into it; another takes its place.
 * @returns false for a link that does not open. @throws what `storeImage` throws.
 */
export async function addPhoto(platform: Platform, token: string, content: Buffer): Promise<boolean> {
  const known = await contextOf(platform, token);
  if (!known || !(await openDrive(platform, token))) return false;
  const { ctx, taskId } = known;
  const image = { content, name: "delivery", ownerId: null, sourceUrl: null };
  const { id: photoId } = await storeImage(ctx, image);
  return inMerchantTx(ctx, async (tx) => {
    // Making the picture took its time: the link may have been taken back meanwhile.
    const found = await lockDelivery(tx, taskId);
    if (!found || !isOpenAt(found, platform.clock.now())) return false;
    if (!(await lockMedia(tx, photoId))) throw new DomainError("media.not_found");
    await setMediaUse(tx, photoId, null);
    await updateDelivery(tx, taskId, { photoId });
    return true;
  });
}
