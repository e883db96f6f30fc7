/** Every table, for drizzle-kit and for the tests that walk them. Features import from their own file. */
export * from "./analytics.ts";
export * from "./api-keys.ts";
export * from "./audit.ts";
export * from "./billing.ts";
export * from "./bulk-edits.ts";
export * from "./catalog.ts";
export * from "./cj.ts";
export * from "./events.ts";
export * from "./extension.ts";
export * from "./imports.ts";
export * from "./media.ts";
export * from "./merchants.ts";
export * from "./notifications.ts";
export * from "./operations.ts";
export * from "./platform.ts";
export * from "./users.ts";
export * from "./webhooks.ts";
