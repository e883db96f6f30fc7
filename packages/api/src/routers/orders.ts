import { ProductHistoryPage } from "@nexusone/contracts/catalog";
import { TrackingLinkView } from "@nexusone/contracts/customer-notices";
import {
  ActOnOrderInput,
  ChangeOrderAddressInput,
  CreatedOrder,
  CreateOrderInput,
  FindSellableInput,
  ListOrdersInput,
  OrderFigures,
  OrderHistoryInput,
  OrderInput,
  OrderSettings,
  OrdersPage,
  OrderTracking,
  OrderView,
  SellableList,
} from "@nexusone/contracts/orders";
import { actOnOrder, changeOrderAddress } from "@nexusone/core/orders/act-on-order";
import { createOrder } from "@nexusone/core/orders/create-order";
import { findSellable } from "@nexusone/core/orders/find-sellable";
import { getOrder, getOrderTracking } from "@nexusone/core/orders/get-order";
import { listOrderHistory } from "@nexusone/core/orders/list-order-history";
import { getOrderFigures, listOrders } from "@nexusone/core/orders/list-orders";
import { getOrderSettings, saveOrderSettings } from "@nexusone/core/orders/settings";
import { revokeTracking, shareTracking } from "@nexusone/core/tracking/tracking-link";
import { merchantProcedure, router } from "../trpc.ts";

const ADDRESS = {
  name: "Ada Martin",
  phone: "+33612345678",
  line1: "12 rue de la Paix",
  city: "Paris",
  zip: "75002",
  country: "FR",
};

export const ordersRouter = router({
  create: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/dropshipping/orders",
        status: 201,
        summary: "Take an order: stock is reserved with it or it is refused; its number makes the call safe to repeat",
        permission: "orders:manage",
        example: {
          number: "WEB-1042",
          customer: { name: "Ada Martin", email: "ada@example.com" },
          address: ADDRESS,
          lines: [{ sku: "CJDD100001", quantity: 2, priceMinor: 1999 }],
          shippingMinor: 490,
        },
      },
    })
    .input(CreateOrderInput)
    .output(CreatedOrder)
    .mutation(({ ctx, input }) => createOrder(ctx.service, input)),

  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/dropshipping/orders",
        summary: "Orders by status, number or customer, newest first",
        permission: "orders:read",
      },
    })
    .input(ListOrdersInput)
    .output(OrdersPage)
    .query(({ ctx, input }) => listOrders(ctx.service, input)),

  get: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/dropshipping/orders/{id}",
        summary: "One order with lines, holds, parcels and margins",
        permission: "orders:read",
      },
    })
    .input(OrderInput)
    .output(OrderView)
    .query(({ ctx, input }) => getOrder(ctx.service, input)),

  getTracking: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/order-tracking/{id}",
        summary: "Where an order's parcels are, with what their carriers said",
        permission: "orders:read",
      },
    })
    .input(OrderInput)
    .output(OrderTracking)
    .query(({ ctx, input }) => getOrderTracking(ctx.service, input)),

  shareTracking: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/order-tracking/{id}/link",
        summary: "The address at which the order's customer follows it without signing in; the same at every call",
        permission: "orders:manage",
        example: {},
      },
    })
    .input(OrderInput)
    .output(TrackingLinkView)
    .mutation(({ ctx, input }) => shareTracking(ctx.service, input)),

  revokeTracking: merchantProcedure
    .input(OrderInput)
    .output(TrackingLinkView)
    .mutation(({ ctx, input }) => revokeTracking(ctx.service, input)),

  act: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/order-fulfillment",
        also: ["POST /functions/order-fulfillment"],
        summary: "One act on an order: confirm, hold, release, ship, deliver, cancel, fail or retry",
        permission: "orders:manage",
        example: {
          orderId: "0198c0de-7a11-7000-8000-000000000001",
          action: "ship",
          carrier: "La Poste",
          trackingNumber: "6A12345678901",
        },
      },
    })
    .input(ActOnOrderInput)
    .output(OrderView)
    .mutation(({ ctx, input }) => actOnOrder(ctx.service, input)),

  changeAddress: merchantProcedure
    .input(ChangeOrderAddressInput)
    .output(OrderView)
    .mutation(({ ctx, input }) => changeOrderAddress(ctx.service, input)),

  figures: merchantProcedure.output(OrderFigures).query(({ ctx }) => getOrderFigures(ctx.service)),

  listHistory: merchantProcedure
    .input(OrderHistoryInput)
    .output(ProductHistoryPage)
    .query(({ ctx, input }) => listOrderHistory(ctx.service, input)),

  findSellable: merchantProcedure
    .input(FindSellableInput)
    .output(SellableList)
    .query(({ ctx, input }) => findSellable(ctx.service, input)),

  getSettings: merchantProcedure.output(OrderSettings).query(({ ctx }) => getOrderSettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(OrderSettings)
    .output(OrderSettings)
    .mutation(({ ctx, input }) => saveOrderSettings(ctx.service, input)),
});
