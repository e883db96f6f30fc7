import {
  Earnings,
  GetEarningsInput,
  GetOrderMoneyInput,
  ListPaymentsInput,
  OrderMoney,
  PaymentsPage,
  RecordPaymentInput,
} from "@nexusone/contracts/payments";
import { getEarnings, listPayments } from "@nexusone/core/payments/earnings";
import { getOrderMoney } from "@nexusone/core/payments/get-order-money";
import { recordPayment } from "@nexusone/core/payments/record-payment";
import { merchantProcedure, router } from "../trpc.ts";

export const paymentsRouter = router({
  record: merchantProcedure
    .meta({
      rest: {
        method: "POST",
        path: "/api/payments",
        status: 201,
        summary: "Note money that came in for an order, or went back; safe to repeat by `reference`",
        permission: "payments:manage",
        example: {
          orderId: "0192f000-0000-7000-8000-000000000001",
          kind: "capture",
          amountMinor: 4990,
          reference: "bank 2026-03-02/17",
        },
      },
    })
    .input(RecordPaymentInput)
    .output(OrderMoney)
    .mutation(({ ctx, input }) => recordPayment(ctx.service, input)),

  getOrderMoney: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/orders/{orderId}/money",
        summary: "How an order stands with money, with its payments and whose they are",
        permission: "payments:read",
      },
    })
    .input(GetOrderMoneyInput)
    .output(OrderMoney)
    .query(({ ctx, input }) => getOrderMoney(ctx.service, input)),

  getEarnings: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/earnings",
        summary: "What came in, went back and is whose, day by day",
        permission: "payments:read",
      },
    })
    .input(GetEarningsInput)
    .output(Earnings)
    .query(({ ctx, input }) => getEarnings(ctx.service, input)),

  list: merchantProcedure
    .meta({
      rest: {
        method: "GET",
        path: "/api/payments",
        summary: "Payments of a time, the newest first",
        permission: "payments:read",
      },
    })
    .input(ListPaymentsInput)
    .output(PaymentsPage)
    .query(({ ctx, input }) => listPayments(ctx.service, input)),
});
