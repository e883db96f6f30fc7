import { STALLED_DAYS } from "@nexusone/contracts/fulfilment-terms";
import { isLocale, type Locale } from "@nexusone/contracts/locale";
import { orderStatus, type Fulfilment, type OrderStatus } from "@nexusone/contracts/order-terms";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { findOrderParts, type OrderParts } from "@nexusone/db/queries/orders";
import { findOrderOfLink } from "@nexusone/db/system/public-links";
import { DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { firstNameOf } from "../customer-notices/order-news.ts";
import { brandOf, readNoticeSettings, type Brand } from "../customer-notices/settings.ts";
import { expectedAt } from "../fulfilment/views.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";
import { isPublicToken } from "../secrets/public-token.ts";
import { readMerchant } from "../transaction.ts";
import { withoutPerson } from "./without-person.ts";

/** What whoever has the link may know: of the person the first name and the city, of the goods how many. */
export type PublicTracking = {
  readonly shop: Brand & { readonly locale: Locale; readonly timezone: string };
  readonly number: string;
  readonly status: OrderStatus;
  readonly firstName: string;
  readonly city: string;
  readonly placedAt: Date;
  /** Null when it has arrived, and when nobody promised. */
  readonly etaAt: Date | null;
  readonly parcels: readonly PublicParcel[];
};
export type PublicParcel = {
  readonly status: Fulfilment;
  readonly units: number;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  /** The carrier's own page. */
  readonly carrierUrl: string | null;
  /** Whole days without news, once they are too many. */
  readonly stalledDays: number | null;
  /** Newest first; `activity` are the carrier's words, empty for what the shop noted. */
  readonly events: readonly {
    readonly at: Date;
    readonly status: Fulfilment;
    readonly activity: string;
    readonly location: string | null;
  }[];
};

const SHOWN: readonly Fulfilment[] = ["shipped", "delivered", "failed"];

/** What a customer's link opens; undefined for a token that nobody has, or that was revoked. Reads only. */
export async function openTracking(platform: Platform, token: string): Promise<PublicTracking | undefined> {
  const found = isPublicToken(token) ? await findOrderOfLink(platform.db, hashToken(token)) : undefined;
  if (!found) return undefined;
  const actor = { kind: "system", name: "tracking page" } as const;
  const ctx: ServiceContext = { platform, merchantId: found.merchantId, actor, requestId: "tracking", locale: "en" };
  return readMerchant(ctx, async (tx) => {
    const [parts, shop, settings, eta] = await Promise.all([
      findOrderParts(tx, found.orderId),
      findMerchantWithRate(tx),
      readNoticeSettings(tx),
      expectedAt(tx, found.orderId, platform.clock.now()),
    ]);
    if (!parts || !shop) return undefined;
    const { order } = parts;
    const { locale, timezone } = shop.merchant;
    return {
      shop: { ...brandOf(shop.merchant, settings), locale: isLocale(locale) ? locale : "en", timezone },
      number: order.number,
      status: orderStatus(order),
      firstName: firstNameOf(order.address.name),
      city: order.address.city,
      placedAt: order.placedAt,
      etaAt: order.fulfilment === "delivered" ? null : (eta ?? null),
      parcels: parcelsOf(parts, platform.clock.now()),
    };
  });
}

const parcelsOf = ({ order, parcels, parcelLines, tracking }: OrderParts, now: Date): PublicParcel[] =>
  parcels
    .filter(({ fulfilment }) => SHOWN.includes(fulfilment))
    .map((parcel) => {
      const events = tracking.filter(({ shipmentId }) => shipmentId === parcel.id);
      const lastNews = events[0]?.happenedAt ?? parcel.shippedAt ?? now;
      const silentDays = Math.floor((now.getTime() - lastNews.getTime()) / DAY_MS);
      return {
        status: parcel.fulfilment,
        units: parcelLines
          .filter(({ shipmentId }) => shipmentId === parcel.id)
          .reduce((sum, { quantity }) => sum + quantity, 0),
        carrier: parcel.carrier,
        trackingNumber: parcel.trackingNumber,
        carrierUrl: parcel.trackingUrl,
        stalledDays: parcel.fulfilment === "shipped" && silentDays >= STALLED_DAYS ? silentDays : null,
        events: events.map(({ happenedAt, fulfilment, activity, location }) => ({
          at: happenedAt,
          status: fulfilment,
          activity: withoutPerson(activity, order.address),
          location: location === null ? null : withoutPerson(location, order.address),
        })),
      };
    });
