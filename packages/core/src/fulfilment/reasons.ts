import type { SupplierOrderRow } from "@nexusone/db/queries/fulfilment";
import { amountText } from "@nexusone/contracts/money";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { supplierOf } from "../suppliers/find-supplier.ts";
import type { OrderAtSupplier } from "../suppliers/supplier.ts";

type Row = Pick<SupplierOrderRow, "supplier">;
const nameOf = (ctx: ServiceContext, { supplier }: Row): string => supplierOf(ctx, supplier).name;

/** Amounts as sentences show them. */
export const usdText = (minor: number): string => amountText(minor, "USD");

export const priceMoved = (ctx: ServiceContext, row: Row, asked: number, planned: number): DomainError =>
  new DomainError("fulfilment.price_moved", {
    supplier: nameOf(ctx, row),
    asked: usdText(asked),
    planned: usdText(planned),
  });

export const addressRefused = (ctx: ServiceContext, row: Row, { attention }: OrderAtSupplier): DomainError =>
  new DomainError("fulfilment.address_refused", { supplier: nameOf(ctx, row), message: attention.join("; ") });

export const numberTaken = (ctx: ServiceContext, row: Row & Pick<SupplierOrderRow, "number">): DomainError =>
  new DomainError("fulfilment.number_taken", { supplier: nameOf(ctx, row), number: row.number });

export const balanceShort = (ctx: ServiceContext, row: Row, asked: number): DomainError =>
  new DomainError("fulfilment.balance_insufficient", { supplier: nameOf(ctx, row), asked: usdText(asked) });

export const supplierCancelled = (ctx: ServiceContext, row: Row): DomainError =>
  new DomainError("fulfilment.supplier_cancelled", { supplier: nameOf(ctx, row) });

export const parcelStalled = (ctx: ServiceContext, row: Row, tracking: string, days: number): DomainError =>
  new DomainError("fulfilment.parcel_stalled", { supplier: nameOf(ctx, row), tracking, days });
