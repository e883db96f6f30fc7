/** An order to be made. Texts go to CJ as they are: what is unknown stays out, nothing is made up for CJ's sake. */
export type CjNewOrder = {
  /** The shop's own number, at most 50 characters: CJ's key against doubles. */
  orderNumber: string;
  address: {
    /** ISO code and English name. */
    countryCode: string;
    country: string;
    province: string;
    city: string;
    name: string;
    /** At most 200 characters. */
    street: string;
    street2?: string | undefined;
    zip?: string | undefined;
    phone?: string | undefined;
    email?: string | undefined;
    taxId?: string | undefined;
  };
  /** A carrier of `calculateFreight`, in its own spelling. */
  carrier: string;
  /** ISO code of the country it leaves from. */
  fromCountry: string;
  remark?: string | undefined;
  lines: { vid: string; quantity: number; lineId: string }[];
};

/** 2 would put it into the cart, confirm and pay at once, 1 waits for somebody at CJ's page. */
const CREATE_ONLY = 3;

/** The body of createOrderV2 (order chapter, 2026-02). */
export function newOrderBody({ orderNumber, address, carrier, fromCountry, remark, lines }: CjNewOrder) {
  return {
    orderNumber,
    shippingCountryCode: address.countryCode,
    shippingCountry: address.country,
    shippingProvince: address.province,
    shippingCity: address.city,
    shippingCustomerName: address.name,
    shippingAddress: address.street,
    shippingAddress2: address.street2,
    shippingZip: address.zip,
    shippingPhone: address.phone,
    email: address.email,
    taxId: address.taxId,
    remark,
    logisticName: carrier,
    fromCountryCode: fromCountry,
    platform: "api",
    payType: CREATE_ONLY,
    products: lines.map(({ vid, quantity, lineId }) => ({ vid, quantity, storeLineItemId: lineId })),
  };
}
