import type { SupplierId } from "@nexusone/contracts/ids";
import { isSupplierReason, reasonOf } from "@nexusone/contracts/reasons";
import type { ServiceContext } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import type { Supplier } from "./supplier.ts";

/** The supplier of this name, the installation's first when none is named. @throws `supplier.unknown`. */
export function supplierOf({ platform }: ServiceContext, id?: SupplierId | null): Supplier {
  const [first] = platform.suppliers;
  const found = id ? platform.suppliers.find((supplier) => supplier.id === id) : first;
  if (!found) throw new DomainError("supplier.unknown", { supplier: id ?? "-" });
  return found;
}

/** About the supplier or the account there, not about one product. */
export const isSupplierFailure = (error: unknown): error is DomainError =>
  isDomainError(error) && isSupplierReason(error.reason);

/** The supplier may answer later. */
export const isPassingFailure = (error: unknown): error is DomainError =>
  isSupplierFailure(error) && reasonOf(error.reason).retry;

/** The supplier refuses what it was asked this time: it may well answer the next question. */
export const isRefusedQuestion = (error: unknown): error is DomainError =>
  isSupplierFailure(error) && !reasonOf(error.reason).retry && reasonOf(error.reason).who === "supplier";

/** The account itself cannot be used: nothing else it is asked for will fare better. */
export const endsEverything = (error: DomainError): boolean =>
  isSupplierFailure(error) && reasonOf(error.reason).who === "owner";
