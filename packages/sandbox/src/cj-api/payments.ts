import { hexDigits } from "../random.ts";
import { totalCents, type CjOrder } from "../orders/order.ts";
import { ok, okWithoutCode, okWithoutResult, refusals, type CjReply } from "./envelope.ts";
import { accountOf, findOrder } from "./orders.ts";
import { requiredText, texts, type CjCall, type CjEndpoint } from "./request.ts";

const named = (call: CjCall): CjOrder[] => {
  const ids = texts(call.body, "cjOrderIdList");
  if (ids.length === 0) throw refusals.parameterEmpty("cjOrderIdList");
  return ids.map((id) => findOrder(call, id));
};
const intercepted = (orders: readonly CjOrder[]) =>
  orders
    .filter((order) => order.attention.length > 0)
    .map(({ orderId, attention }) => ({ orderId, interceptOrderReasons: attention }));
const isOpen = (order: CjOrder): boolean =>
  order.attention.length === 0 && order.cancelledAt === null && order.confirmedAt === null;

/** Orders with an address CJ stopped stay outside and are named. */
function addCart(call: CjCall): CjReply {
  const orders = named(call);
  const added = orders.filter(isOpen);
  for (const order of added) call.world.orders.putInCart(order);
  return okWithoutResult({
    successCount: added.length,
    addSuccessOrders: added.map(({ orderId }) => orderId),
    unInterceptAddressCount: added.length,
    interceptOrders: intercepted(orders),
  });
}

function addCartConfirm(call: CjCall): CjReply {
  const orders = named(call);
  const confirmed = orders.filter((order) => isOpen(order) && order.inCart);
  for (const order of confirmed) call.world.orders.confirm(order);
  return okWithoutResult({
    successCount: confirmed.length,
    submitSuccess: confirmed.length > 0,
    shipmentsId: call.world.orders.join(confirmed) ?? null,
    result: 0,
    interceptOrders: intercepted(orders),
  });
}

function confirmOrder(call: CjCall): CjReply {
  const order = findOrder(call, requiredText(call.body, "orderId"));
  if (!isOpen(order)) throw refusals.confirmFailed();
  call.world.orders.confirm(order);
  return ok(order.orderId);
}

const ofShipment = (call: CjCall): CjOrder[] => {
  const shipmentOrderId = requiredText(call.body, "shipmentOrderId");
  const orders = call.world.orders
    .list(accountOf(call).openId)
    .filter((order) => order.shipmentOrderId === shipmentOrderId);
  if (orders.length === 0) throw refusals.orderNotFound();
  return orders;
};

/** No `code` in this answer. */
function saveGenerateParentOrder(call: CjCall): CjReply {
  const orders = ofShipment(call).filter((order) => order.confirmedAt !== null && order.paidAt === null);
  if (orders.length === 0) throw refusals.payFailed();
  const payId = hexDigits(`pay:${orders[0]?.orderId ?? ""}`, 24);
  for (const order of orders) order.payId = payId;
  const sum = (of: (order: CjOrder) => number): number => orders.reduce((total, order) => total + of(order), 0) / 100;
  return okWithoutCode({
    orderMoney: sum(totalCents),
    payExpireTime: call.world.clock.now() + 86_400_000,
    payId,
    result: 0,
    submitSuccess: true,
    unMatchOrderCodes: [],
    successOrders: orders.map(({ orderId }) => orderId),
    paymentInformation: {
      actualPayment: sum(totalCents),
      freight: sum((order) => order.postageCents),
      commodityTotalAmount: sum((order) => order.productCents),
      payableAmount: sum(totalCents),
      iossAmount: "",
    },
  });
}

function getBalance(call: CjCall): CjReply {
  return ok({ amount: accountOf(call).balanceCents / 100, noWithdrawalAmount: null, freezeAmount: null });
}

function payBalance(call: CjCall): CjReply {
  call.world.orders.pay(accountOf(call), [findOrder(call, requiredText(call.body, "orderId"))]);
  return ok(null);
}

function payBalanceV2(call: CjCall): CjReply {
  const payId = requiredText(call.body, "payId");
  call.world.orders.pay(
    accountOf(call),
    ofShipment(call).filter((order) => order.payId === payId),
  );
  return ok(null);
}

const post = (path: string, handle: CjEndpoint["handle"]): CjEndpoint => ({
  method: "POST",
  path,
  points: 0,
  needsToken: true,
  handle,
});

export const paymentEndpoints: readonly CjEndpoint[] = [
  post("/shopping/order/addCart", addCart),
  post("/shopping/order/addCartConfirm", addCartConfirm),
  post("/shopping/order/saveGenerateParentOrder", saveGenerateParentOrder),
  { ...post("/shopping/order/confirmOrder", confirmOrder), method: "PATCH" },
  { ...post("/shopping/pay/getBalance", getBalance), method: "GET" },
  post("/shopping/pay/payBalance", payBalance),
  post("/shopping/pay/payBalanceV2", payBalanceV2),
];
