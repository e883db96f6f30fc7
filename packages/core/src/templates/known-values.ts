import { dateTimeFormat } from "@nexusone/contracts/formats";
import { formatMoney } from "@nexusone/contracts/money";
import { orderStatus } from "@nexusone/contracts/order-terms";
import type { VariableName } from "@nexusone/contracts/template-variables";
import { tellingLabel } from "@nexusone/contracts/variant-label";
import { findContact } from "@nexusone/db/queries/contacts";
import { findMerchantWithRate } from "@nexusone/db/queries/merchants";
import { findOrderParts } from "@nexusone/db/queries/orders";
import { sumPaymentsOf } from "@nexusone/db/queries/payments";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { firstNameOf } from "../customer-notices/order-news.ts";
import { DomainError } from "../errors.ts";
import { expectedAt } from "../fulfilment/views.ts";
import { trackingUrlOf } from "../tracking/tracking-link.ts";
import { statusWords } from "./order-words.ts";

export type KnownValues = Partial<Record<VariableName, string>>;
/** Of whom and what a template speaks, and which of our variables it needs. */
export type About = {
  readonly contactId?: string | undefined;
  readonly orderId?: string | undefined;
  /** The template's: amounts, dates and states are written in it. */
  readonly language: string;
  readonly wanted: ReadonlySet<VariableName>;
};
const ITEMS_NAMED = 5;

/**
 * What our data say for the variables of a template. Makes the order's tracking link when it is wanted and there is none. What is
 * not known is left out; where a customer pays is known to nobody here. @throws `contacts.not_found`, `orders.not_found` {orderId}.
 */
export async function knownValues(tx: MerchantTx, ctx: ServiceContext, about: About): Promise<KnownValues> {
  const shop = await findMerchantWithRate(tx);
  const ofOrder =
    about.orderId === undefined
      ? {}
      : await orderValues(tx, ctx, about, about.orderId, shop?.merchant.timezone ?? "UTC");
  const { contactId } = about;
  const contact = contactId === undefined ? undefined : await findContact(tx, contactId);
  if (contactId !== undefined && !contact) throw new DomainError("contacts.not_found");
  // Who was merged is now somebody else.
  const person = contact?.mergedIntoId ? await findContact(tx, contact.mergedIntoId) : contact;
  const told = { ...ofOrder, ...(person && nameValues(person.name)), shop_name: shop?.merchant.name ?? "" };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ""));
}

const nameValues = (name: string): KnownValues => ({ first_name: firstNameOf(name), full_name: name.trim() });

async function orderValues(
  tx: MerchantTx,
  ctx: ServiceContext,
  { language, wanted }: About,
  orderId: string,
  timeZone: string,
): Promise<KnownValues> {
  const parts = await findOrderParts(tx, orderId);
  if (!parts) throw new DomainError("orders.not_found", { orderId });
  const { order, parcels, lines, holds, contact } = parts;
  const locale = language.replaceAll("_", "-");
  const money = (minor: number): string => formatMoney(minor, order.currency, locale);
  const paid = (await sumPaymentsOf(tx, [orderId])).get(orderId) ?? { capturedMinor: 0, refundedMinor: 0 };
  const parcel = parcels.findLast(
    ({ trackingNumber, fulfilment }) => trackingNumber !== null && fulfilment !== "cancelled",
  );
  const eta = wanted.has("delivery_date") ? await expectedAt(tx, orderId, ctx.platform.clock.now()) : undefined;
  const status = orderStatus({
    fulfilment: order.fulfilment,
    held: holds.length > 0,
    parcelSent: parcels.some(({ fulfilment }) => fulfilment === "shipped" || fulfilment === "delivered"),
  });
  return {
    ...nameValues(contact.name),
    order_number: order.number,
    order_total: money(order.totalMinor),
    order_status: statusWords(status, language),
    order_items: lines
      .slice(0, ITEMS_NAMED)
      .map(({ line }) => `${line.quantity} × ${[line.name, tellingLabel(line.label)].filter(Boolean).join(", ")}`)
      .join(", "),
    tracking_link: wanted.has("tracking_link") ? await trackingUrlOf(tx, ctx, orderId) : "",
    tracking_number: parcel?.trackingNumber ?? "",
    carrier: parcel?.carrier ?? "",
    delivery_date: eta ? dateTimeFormat(locale, { dateStyle: "long", timeZone }).format(eta) : "",
    amount_due: money(Math.max(0, order.totalMinor - paid.capturedMinor + paid.refundedMinor)),
  };
}
