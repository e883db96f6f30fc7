/** An answer in the making: CJ's envelope and the HTTP status around it. */
export interface CjReply {
  status: number;
  body: Record<string, unknown>;
}

/** Refusal with CJ's code (developers.cjdropshipping.cn, ps-code page); HTTP stays 200 unless said otherwise. */
export class CjRefusal extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, message: string, status = 200) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const refusals = {
  tokenInvalid: () => new CjRefusal(1600001, "Invalid API key or access token"),
  tokenEmpty: () => new CjRefusal(1600002, "Access token is empty"),
  refreshInvalid: () => new CjRefusal(1600003, "Refresh token is failure"),
  apiKeyWrong: () => new CjRefusal(1600005, "APIkey is wrong, please check and try again"),
  tooMany: (qps: number, status: number) =>
    new CjRefusal(1600200, `Too Many Requests, QPS limit is ${qps} time/1second`, status),
  quotaUsedUp: (status: number) => new CjRefusal(1600201, "Quota has been used up", status),
  parameter: (text: string) => new CjRefusal(1600300, text),
  productNotFound: () => new CjRefusal(1602001, "Product not found"),
  variantNotFound: () => new CjRefusal(1602000, "Variant not found"),
  productRemoved: () => new CjRefusal(1602002, "Product removed from shelves"),
  variantRemoved: () => new CjRefusal(1602003, "Variant removed from shelves"),
  createFailed: (why: string) => new CjRefusal(1603000, `Order create fail, ${why}`),
  confirmFailed: () => new CjRefusal(1603001, "Order confirm fail"),
  deleteFailed: () => new CjRefusal(1603002, "Order delete fail"),
  orderExists: (orderNumber: string) =>
    new CjRefusal(1603003, `Order create fail, order already exists: ${orderNumber}`),
  orderNotFound: () => new CjRefusal(1603100, "Order not found"),
  payFailed: () => new CjRefusal(1603101, "Order pay failed"),
  stockDeduction: () => new CjRefusal(1603102, "Inventory deduction failed"),
  balanceInsufficient: () => new CjRefusal(1604000, "Balance is insufficient"),
  carrierInvalid: () => new CjRefusal(1605001, "Logistic invalid for this freight"),
  countryNotFound: () => new CjRefusal(1605002, "Country code not found"),
  methodNotSupported: () => new CjRefusal(16900202, "Request method not supported"),
  contentType: () => new CjRefusal(16900203, "Content type is not supported"),
  bodyMissing: () => new CjRefusal(16900204, "Required request body is missing"),
  bodyNotJson: () => new CjRefusal(16900205, "Request body is not valid JSON"),
  parameterEmpty: (name: string) => new CjRefusal(16900403, `${name} must not be empty`),
};

const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON; // in V8 since Node 21, not yet in TypeScript's lib

/** A number written digit by digit: CJ sends ids above 2^53 as bare JSON numbers. */
export class BareNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  toJSON(): unknown {
    return rawJson(this.digits);
  }
}

/** The documented form. CJ adds `success` on newer endpoints and writes request ids with and without dashes. */
export function ok(data: unknown, options: { withSuccess?: boolean; message?: string | null } = {}): CjReply {
  const { withSuccess = true, message = "Success" } = options;
  return {
    status: 200,
    body: { code: 200, result: true, message, data, requestId: undefined, ...(withSuccess ? { success: true } : {}) },
  };
}

/** Endpoints without `result`: globalWarehouseList, getInventoryByPid and the cart. */
export const okWithoutResult = (data: unknown): CjReply => ({
  status: 200,
  body: { success: true, code: 200, message: null, data, requestId: undefined },
});

/** Endpoints without any code: saveGenerateParentOrder. */
export const okWithoutCode = (data: unknown): CjReply => ({
  status: 200,
  body: { success: true, message: null, data, requestId: undefined },
});

/** Endpoints whose success is `code: 0`, without `result` and without a request id: reviews and sourcing. */
export const okCodeZero = (data: unknown): CjReply => ({
  status: 200,
  body: { success: true, code: 0, message: null, data, requestId: null },
});

export function refusalReply(refusal: CjRefusal): CjReply {
  const { code, message, status } = refusal;
  return { status, body: { code, result: false, message, data: null, requestId: undefined, success: false } };
}
