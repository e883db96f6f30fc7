declare const __TARGET__: "store" | "development" | "gallery";
declare const __SERVER_ORIGIN__: string;
declare const __SANDBOX_ORIGIN__: string | null;

/** Fixed at build time (targets.ts). */
export const TARGET = __TARGET__;
/** The one server whose pages may push a pairing. */
export const SERVER_ORIGIN = __SERVER_ORIGIN__;
/** Where CJ's simulated shop pages are; null in the store build. */
export const SANDBOX_ORIGIN = __SANDBOX_ORIGIN__;
