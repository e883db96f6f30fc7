import {
  CompleteOrderLinkInput,
  CreateOrderLinkInput,
  ListOrderLinksInput,
  OrderLinkInput,
  OrderLinkSettings,
  OrderLinksPage,
  OrderLinkView,
} from "@nexusone/contracts/order-links";
import { createOrderLink } from "@nexusone/core/order-links/create-order-link";
import { listOrderLinks } from "@nexusone/core/order-links/list-order-links";
import { cancelOrderLink, completeOrderLink } from "@nexusone/core/order-links/settle-order-link";
import { getOrderLinkSettings, saveOrderLinkSettings } from "@nexusone/core/order-links/settings";
import { merchantProcedure, router } from "../trpc.ts";

export const orderLinksRouter = router({
  create: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/functions/create-order-link",
        status: 201,
        summary: "Make a link that leads a customer to a filled cart of the shop where they pay",
        permission: "orders:manage",
        example: { items: [{ sku: "CJDD100001", quantity: 2 }], note: "Asked on the phone" },
      },
    })
    .input(CreateOrderLinkInput)
    .output(OrderLinkView)
    .mutation(({ ctx, input }) => createOrderLink(ctx.service, input)),

  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/order-links",
        summary: "Order links by state, order or conversation, newest first",
        permission: "orders:read",
      },
    })
    .input(ListOrderLinksInput)
    .output(OrderLinksPage)
    .query(({ ctx, input }) => listOrderLinks(ctx.service, input)),

  complete: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/order-links/{id}/complete",
        summary: "The order was placed; name it when it is one of this shop. The link leads nowhere any more",
        permission: "orders:manage",
        example: { number: "WEB-1042" },
      },
    })
    .input(CompleteOrderLinkInput)
    .output(OrderLinkView)
    .mutation(({ ctx, input }) => completeOrderLink(ctx.service, input)),

  cancel: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/order-links/{id}/cancel",
        summary: "Take an order link back",
        permission: "orders:manage",
        example: {},
      },
    })
    .input(OrderLinkInput)
    .output(OrderLinkView)
    .mutation(({ ctx, input }) => cancelOrderLink(ctx.service, input)),

  getSettings: merchantProcedure.output(OrderLinkSettings).query(({ ctx }) => getOrderLinkSettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(OrderLinkSettings)
    .output(OrderLinkSettings)
    .mutation(({ ctx, input }) => saveOrderLinkSettings(ctx.service, input)),
});
