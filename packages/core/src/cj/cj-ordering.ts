import { CjFailure, isOrderAlreadyThere, pointsOf } from "@nexusone/cj/client";
import { provinceOrCity } from "@nexusone/contracts/addresses";
import { DomainError } from "../errors.ts";
import type {
  BasketQuestion,
  FreightOption,
  OrderAtSupplier,
  OrderRequest,
  SupplierOrdering,
} from "../suppliers/supplier.ts";
import { askCj, NO_ROUTE_CODES } from "./failure.ts";
import type { CjGateway } from "./gateway.ts";
import { fromCreated, readOrder, readOrders } from "./order-at-cj.ts";
import { isRefusal, orderRefusalOf } from "./order-refusals.ts";
import { CJ_NAME } from "./supplier-id.ts";
import { toFreightOption } from "./to-supplier-product.ts";

/** CJ's orders behind the port. Making one never pays it: that is two calls of its own, `confirm` and `pay`. */
export function cjOrdering(cj: CjGateway): SupplierOrdering {
  const { client } = cj;
  const act = <T>(call: () => Promise<T>, country: string | null = null): Promise<T> =>
    askCj(() => refusing(call, country));
  const ask = <T>(call: () => Promise<T>): Promise<T> => askCj(() => questioning(call));
  const find = (ref: string): Promise<OrderAtSupplier | undefined> => ask(() => readOrder(client, ref));
  return {
    quotePoints: pointsOf("logistic/freightCalculate"),
    quote: (question) => act(() => quoteBasket(cj, question), question.destination),
    find,
    glance: (externalIds) => ask(() => readOrders(client, externalIds)),
    create: async (order) => {
      try {
        return fromCreated(await act(() => client.createOrder(newOrder(order)), order.address.country), order);
      } catch (error) {
        // The earlier attempt arrived, or somebody else used the number: what is there says which.
        const found = isDuplicate(error) ? await find(order.number) : undefined;
        if (found) return found;
        throw error;
      }
    },
    confirm: async (order) => {
      if (order.confirmed) return order;
      await act(() => client.confirmOrder(order.externalId));
      const confirmed = await find(order.externalId);
      // CJ denies an order it has just confirmed: asked again later it will know.
      if (!confirmed) throw new DomainError("cj.unexpected_reply", { code: "-" });
      return confirmed;
    },
    pay: async ({ externalId }) => {
      await act(() => client.payOrder(externalId));
    },
    cancel: async ({ externalId }) => {
      await act(() => client.deleteOrder(externalId));
    },
  };
}

/** What CJ will not do becomes our word for it; everything else passes. */
async function refusing<T>(call: () => Promise<T>, country: string | null): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw (error instanceof CjFailure && orderRefusalOf(error, { supplier: CJ_NAME, country })) || error;
  }
}

/** A question about orders that CJ refuses says nothing about them, nor about any product. */
async function questioning<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof CjFailure) || !isRefusal(error)) throw error;
    throw new DomainError("cj.rejected", { code: error.vendorCode ?? "-" }, error);
  }
}

const isDuplicate = (error: unknown): boolean =>
  error instanceof DomainError && error.cause instanceof CjFailure && isOrderAlreadyThere(error.cause);

const countryName = new Intl.DisplayNames(["en"], { type: "region" });

/** Only what is known is sent: a phone or a province nobody gave is never made up. */
function newOrder({ number, origin, carrier, address, lines }: OrderRequest) {
  const { name, phone, line1, line2, houseNumber, city, zip, country, taxId } = address;
  return {
    orderNumber: number,
    address: {
      countryCode: country,
      country: countryName.of(country) ?? country,
      // CJ asks for one in every country; where addresses name none it is the city.
      province: provinceOrCity(address),
      city,
      name,
      street: [houseNumber, line1].filter(Boolean).join(" "),
      ...(line2 && { street2: line2 }),
      ...(zip && { zip }),
      ...(phone && { phone }),
      ...(taxId && { taxId }),
    },
    carrier,
    fromCountry: origin,
    lines: lines.map(({ lineId, variantId, quantity }) => ({ vid: variantId, quantity, lineId })),
  };
}

/** Ways to send these pieces together. Some routes are refused by code instead of answered by an empty list. */
export async function quoteBasket(
  { client }: CjGateway,
  { origin, destination, zip, lines }: BasketQuestion,
): Promise<FreightOption[]> {
  try {
    const options = await client.calculateFreight({
      startCountry: origin,
      endCountry: destination,
      ...(zip && { zip }),
      products: lines.map(({ variantId, quantity }) => ({ vid: variantId, quantity })),
    });
    return options.map(toFreightOption);
  } catch (error) {
    if (error instanceof CjFailure && error.vendorCode !== null && NO_ROUTE_CODES.has(error.vendorCode)) return [];
    throw error;
  }
}
