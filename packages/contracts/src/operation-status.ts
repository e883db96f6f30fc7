/**
 * Without zod, for the first screen. `queued` also while it waits for its next attempt; `paused` until a person lets it go on;
 * `discarded` by a person, never by the system.
 */
export const OPERATION_STATUSES = ["queued", "active", "paused", "completed", "failed", "discarded"] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];
