// No schemas here: the tables and the admin's lists carry this file.

/** What can be done with many orders at once. `pay` pays what suppliers wait for, `resend` tries again what they refused. */
export const ORDER_BATCH_ACTS = ["confirm", "hold", "release", "resend", "pay", "ship", "deliver", "cancel"] as const;
export type OrderBatchAct = (typeof ORDER_BATCH_ACTS)[number];

export const ORDER_BATCH_STATES = ["reading", "ready", "running", "done"] as const;
/** Of one order. `doing`: begun and to be ended, which takes calls to suppliers; `refused`: it was planned and could not be done. */
export const ORDER_BATCH_ROW_STATES = ["planned", "excluded", "doing", "done", "refused"] as const;
export type OrderBatchRowState = (typeof ORDER_BATCH_ROW_STATES)[number];

/** What one batch may reach: its plan is stored order by order. */
export const ORDER_BATCH_MOST = 10_000;
