import { cjSupplier } from "@nexusone/core/cj/cj-supplier";
import type { Supplier } from "@nexusone/core/suppliers/supplier";

/** Whose products merchants can import. The first has the references that name no supplier. */
export const SUPPLIERS: readonly Supplier[] = [cjSupplier];
