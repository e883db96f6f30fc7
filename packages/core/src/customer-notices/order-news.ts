import type { NoticeStep } from "@nexusone/contracts/customer-notice-terms";
import { isLocale, type Locale } from "@nexusone/contracts/locale";
import { formatMoney } from "@nexusone/contracts/money";
import { tellingLabel } from "@nexusone/contracts/variant-label";
import type { NoticeRow } from "@nexusone/db/queries/customer-notices";
import { findContact, type ContactRow } from "@nexusone/db/queries/contacts";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import {
  findOrderRow,
  listOrderLines,
  listShipmentLines,
  listShipments,
  type OrderLineRow,
} from "@nexusone/db/queries/orders";
import { listPaymentsOf } from "@nexusone/db/queries/payments";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { expectedAt } from "../fulfilment/views.ts";
import { trackingUrlOf } from "../tracking/tracking-link.ts";
import { brandOf, readNoticeSettings, type Brand } from "./settings.ts";

/** What there is to say of one step, in whose name and in which language; every channel finds its own words. */
export type OrderNews<Language extends string = Locale> = {
  readonly step: NoticeStep;
  readonly locale: Language;
  readonly shop: Brand & { readonly replyTo: string | null; readonly timezone: string };
  readonly number: string;
  readonly firstName: string;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
  /** Of a parcel: there are goods of the order that are not in it. */
  readonly isPart: boolean;
  /** What came back of a refund, else the order's total. */
  readonly amount: string;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly etaAt: Date | null;
  readonly trackingUrl: string;
};

type About = Pick<NoticeRow, "orderId" | "step" | "aboutId">;

/** Read when it is sent, so that what was put right meanwhile is right in it. Makes the order's link where there is none. */
export async function readOrderNews<Language extends string>(
  tx: MerchantTx,
  ctx: ServiceContext,
  { orderId, step, aboutId }: About,
  locale: Language,
): Promise<OrderNews<Language>> {
  const [order, shop, settings] = await Promise.all([
    findOrderRow(tx, orderId),
    findMerchantWithRate(tx),
    readNoticeSettings(tx),
  ]);
  if (!order || !shop) throw new DomainError("orders.not_found", { orderId });
  const { merchant } = shop;
  const lines = await listOrderLines(tx, orderId);
  const parcel = (await listShipments(tx, orderId)).find(({ id }) => id === aboutId);
  const inParcel = parcel && (await listShipmentLines(tx, orderId)).filter(({ shipmentId }) => shipmentId === aboutId);
  const refunded = (await listPaymentsOf(tx, orderId)).find(({ id }) => id === aboutId);
  const units = (some: readonly { quantity: number }[]): number => some.reduce((sum, one) => sum + one.quantity, 0);
  return {
    step,
    locale,
    shop: { ...brandOf(merchant, settings), replyTo: settings.replyTo, timezone: merchant.timezone },
    number: order.number,
    firstName: firstNameOf(order.address.name),
    items: (inParcel ?? lines).map((one) => ({ name: nameOf(lines, one), quantity: one.quantity })),
    isPart: inParcel !== undefined && units(inParcel) < units(lines),
    amount: formatMoney(refunded?.amountMinor ?? order.totalMinor, order.currency, locale),
    carrier: parcel?.carrier ?? null,
    trackingNumber: parcel?.trackingNumber ?? null,
    etaAt: (await expectedAt(tx, orderId, ctx.platform.clock.now())) ?? null,
    trackingUrl: await trackingUrlOf(tx, ctx, orderId),
  };
}

/** What letters are written in: the customer's own where it is known and we write it, else the shop's. */
export async function letterLanguage(tx: MerchantTx, orderId: string): Promise<Locale> {
  const [person, shop] = [await customerOf(tx, orderId), await findMerchantWithRate(tx)];
  if (isLocale(person?.language)) return person.language;
  return isLocale(shop?.merchant.locale) ? shop.merchant.locale : "en";
}

/** Whom an order is for. Who was merged is now somebody else, speaks as they do and is reached where they are. */
export async function customerOf(tx: MerchantTx, orderId: string): Promise<ContactRow | undefined> {
  const order = await findOrderRow(tx, orderId);
  const contact = order && (await findContact(tx, order.contactId));
  return contact?.mergedIntoId ? findContact(tx, contact.mergedIntoId) : contact;
}

/** At most one word of a name, and no novel. */
export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0]?.slice(0, 40) ?? "";

function nameOf(lines: readonly OrderLineRow[], of: { id: string } | { lineId: string }): string {
  const line = lines.find(({ id }) => id === ("lineId" in of ? of.lineId : of.id));
  return line ? [line.name, tellingLabel(line.label)].filter(Boolean).join(", ") : "";
}
