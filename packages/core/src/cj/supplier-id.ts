import type { SupplierId } from "@nexusone/contracts/ids";

/** CJ's name among the suppliers. Said in CJ's own rooms only. */
export const CJ = "cj" as SupplierId; // has the format
/** As people write it. */
export const CJ_NAME = "CJ Dropshipping";
