import {
  FulfilmentSettingsView,
  PaySupplierOrderInput,
  PlanSupplierOrdersInput,
  SaveFulfilmentSettingsInput,
  ShippingCost,
  ShippingCostInput,
  SubmitOrderInput,
  SupplierOrderByNumberInput,
  SupplierOrderInput,
  SupplierOrderList,
  SupplierOrdersInput,
  SupplierOrderStatus,
} from "@nexusone/contracts/fulfilment";
import { OrderView } from "@nexusone/contracts/orders";
import { SubstituteLineInput, SubstitutesInput, SubstitutesView } from "@nexusone/contracts/substitutes";
import { findSupplierOrderByNumber } from "@nexusone/core/fulfilment/find-by-number";
import { listSubstitutes } from "@nexusone/core/fulfilment/list-substitutes";
import { planSupplierOrders } from "@nexusone/core/fulfilment/plan-orders";
import { quoteShipping } from "@nexusone/core/fulfilment/quote-shipping";
import { getFulfilmentSettings, saveSettings } from "@nexusone/core/fulfilment/settings";
import { substituteLine } from "@nexusone/core/fulfilment/substitute-line";
import { submitOrder } from "@nexusone/core/fulfilment/submit-order";
import {
  cancelSupplierOrder,
  listOrdersAtSuppliers,
  paySupplierOrder,
  resendOrder,
} from "@nexusone/core/fulfilment/supplier-order-acts";
import { merchantProcedure, router } from "../trpc.ts";

export const fulfilmentRouter = router({
  list: merchantProcedure
    .input(SupplierOrdersInput)
    .output(SupplierOrderList)
    .query(({ ctx, input }) => listOrdersAtSuppliers(ctx.service, input)),

  plan: merchantProcedure
    .meta({ heavy: true })
    .input(PlanSupplierOrdersInput)
    .output(SupplierOrderList)
    .mutation(({ ctx, input }) => planSupplierOrders(ctx.service, input)),

  quoteShipping: merchantProcedure
    .meta({
      heavy: true,
      rest: {
        method: "POST",
        path: "/api/cj/shipping-cost",
        summary:
          "What sending these goods costs by a real quote, and the carrier by the shop's rule; dry_run asks nothing",
        permission: "orders:manage",
        example: {
          country: "FR",
          zip: "75002",
          lines: [{ variantId: "0198c0de-7a11-7000-8000-000000000001", quantity: 2 }],
        },
      },
    })
    .input(ShippingCostInput)
    .output(ShippingCost)
    .mutation(({ ctx, input }) => quoteShipping(ctx.service, input)),

  submit: merchantProcedure
    .meta({
      heavy: true,
      rest: {
        method: "POST",
        path: "/api/cj/orders",
        summary: "Have suppliers make a confirmed order by the shop's carrier rule, without paying it; safe to repeat",
        permission: "orders:manage",
        example: { orderId: "0198c0de-7a11-7000-8000-000000000001" },
      },
    })
    .input(SubmitOrderInput)
    .output(SupplierOrderList)
    .mutation(({ ctx, input }) => submitOrder(ctx.service, input)),

  pay: merchantProcedure
    .input(PaySupplierOrderInput)
    .output(SupplierOrderList)
    .mutation(({ ctx, input }) => paySupplierOrder(ctx.service, input)),

  cancel: merchantProcedure
    .input(SupplierOrderInput)
    .output(SupplierOrderList)
    .mutation(({ ctx, input }) => cancelSupplierOrder(ctx.service, input)),

  resend: merchantProcedure
    .meta({ heavy: true })
    .input(SupplierOrdersInput)
    .output(SupplierOrderList)
    .mutation(({ ctx, input }) => resendOrder(ctx.service, input)),

  listSubstitutes: merchantProcedure
    .input(SubstitutesInput)
    .output(SubstitutesView)
    .query(({ ctx, input }) => listSubstitutes(ctx.service, input)),

  substituteLine: merchantProcedure
    .input(SubstituteLineInput)
    .output(OrderView)
    .mutation(({ ctx, input }) => substituteLine(ctx.service, input)),

  getByNumber: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/cj/orders/{orderNumber}",
        summary: "An order at a supplier by our number or theirs: where it stands, its price and its parcels",
        permission: "orders:read",
      },
    })
    .input(SupplierOrderByNumberInput)
    .output(SupplierOrderStatus)
    .query(({ ctx, input }) => findSupplierOrderByNumber(ctx.service, input)),

  getSettings: merchantProcedure.output(FulfilmentSettingsView).query(({ ctx }) => getFulfilmentSettings(ctx.service)),

  saveSettings: merchantProcedure
    .input(SaveFulfilmentSettingsInput)
    .output(FulfilmentSettingsView)
    .mutation(({ ctx, input }) => saveSettings(ctx.service, input)),
});
