import { TRACK_WORDS } from "../orders/timeline.ts";
import { isKnownCountry } from "../catalogue/freight-zones.ts";
import { quoteFreight, type FreightItem, type FreightLine } from "../catalogue/freight.ts";
import { hash32 } from "../random.ts";
import { ok, refusals, type CjReply } from "./envelope.ts";
import { accountOf } from "./orders.ts";
import { findVariant } from "./products.ts";
import { requiredText, texts, wholeNumber, type CjCall, type CjEndpoint } from "./request.ts";

const CNY_PER_USD = 6.48;

/** An empty list is CJ's way to say that no carrier goes there. */
function freightCalculate(call: CjCall): CjReply {
  const origin = requiredText(call.body, "startCountryCode").toUpperCase();
  const destination = requiredText(call.body, "endCountryCode").toUpperCase();
  if (!isKnownCountry(origin) || !isKnownCountry(destination)) throw refusals.countryNotFound();
  const items = productLines(call.body["products"]).map((line): FreightItem => {
    const { product, variant } = findVariant(call, requiredText(line, "vid"));
    return {
      vid: variant.vid,
      quantity: wholeNumber(line, "quantity", 0, 1, 100_000),
      grams: variant.grams,
      volumeMm3: variant.lengthMm * variant.widthMm * variant.heightMm,
      property: product.leaf.group.property,
      available: origin === "CN" || variant.stock.some((row) => row.countryCode === origin && row.cj > 0),
    };
  });
  return ok(quoteFreight(origin, destination, items).map(freightLine));
}

function productLines(value: unknown): Array<Record<string, unknown>> {
  if (!Array.isArray(value) || value.length === 0) throw refusals.parameterEmpty("products");
  return value.map((line: unknown) => {
    if (typeof line !== "object" || line === null) throw refusals.parameter("products must hold objects");
    return line as Record<string, unknown>; // checked one line above
  });
}

/** Fee keys absent, null or filled; a price as text on the express line; price 0 as placeholder. */
function freightLine(line: FreightLine): Record<string, unknown> {
  const price = line.placeholder ? 0 : line.priceCents / 100;
  const base = {
    logisticName: line.carrier,
    logisticAging: line.aging,
    logisticPrice: line.carrier === "DHL Official" ? price.toFixed(2) : price,
  };
  const cny = { logisticPriceCn: Number((price * CNY_PER_USD).toFixed(2)) };
  if (line.placeholder) return { ...base, ...cny };
  if (line.taxesCents > 0) {
    const total = (line.priceCents + line.taxesCents + line.clearanceCents) / 100;
    return {
      ...base,
      ...cny,
      taxesFee: line.taxesCents / 100,
      clearanceOperationFee: line.clearanceCents / 100,
      totalPostageFee: total,
    };
  }
  const isBare = hash32(`${line.carrier}:${line.priceCents}`) % 5 === 0;
  return {
    ...base,
    ...cny,
    ...(isBare ? {} : { taxesFee: null, clearanceOperationFee: null, totalPostageFee: price }),
  };
}

/** A row for every number, also for one that nothing is known of yet; the status is a word here and a number in webhooks. */
function trackInfo(call: CjCall): CjReply {
  const numbers = texts(call.query, "trackNumber");
  if (numbers.length === 0) throw refusals.parameterEmpty("trackNumber");
  const now = call.world.clock.now();
  const orders = call.world.orders.list(accountOf(call).openId);
  return ok(
    numbers.map((trackingNumber) => {
      const order = orders.find(({ parts }) => parts.some((part) => part.trackNumber === trackingNumber));
      const part = order?.parts.find((one) => one.trackNumber === trackingNumber);
      const reached = part?.steps.filter((step) => step.at <= now) ?? [];
      const [first, last] = [reached[0], reached.at(-1)];
      if (!order || !first || !last)
        return {
          ...UNTRACKED,
          trackingNumber,
          logisticName: order?.carrier ?? null,
          trackingFrom: order?.origin ?? null,
        };
      const isLocal = last.status >= LOCAL_CARRIER;
      return {
        trackingNumber,
        logisticName: order.carrier,
        trackingFrom: order.origin,
        trackingTo: order.address.countryCode,
        deliveryDay: String(Math.floor((last.at - first.at) / 86_400_000)),
        deliveryTime: new Date(last.at).toISOString().slice(0, 19).replace("T", " "),
        trackingStatus: TRACK_WORDS[last.status]?.[0] ?? "",
        lastMileCarrier: isLocal ? `${order.address.countryCode} Post` : null,
        lastTrackNumber: isLocal ? trackingNumber.replace(/\D/g, "") : null,
      };
    }),
    { withSuccess: false },
  );
}

/** From here a carrier of the country has the parcel. */
const LOCAL_CARRIER = 9;
const UNTRACKED = {
  trackingTo: null,
  deliveryDay: null,
  deliveryTime: null,
  trackingStatus: "",
  lastMileCarrier: null,
  lastTrackNumber: null,
};

export const logisticsEndpoints: readonly CjEndpoint[] = [
  { method: "POST", path: "/logistic/freightCalculate", points: 10, needsToken: true, handle: freightCalculate },
  { method: "GET", path: "/logistic/trackInfo", points: 0, needsToken: true, handle: trackInfo },
];
