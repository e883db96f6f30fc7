// No schemas here: tables and screens carry this file.

/** `asked` by the person or somebody of the staff; `declined` by the staff, with their reason. */
export const ERASURE_STATES = ["asked", "done", "declined"] as const;
export type ErasureState = (typeof ERASURE_STATES)[number];

/** Within which a request has to be answered (GDPR, Art. 12(3): one month). */
export const ERASURE_DAYS = 30;
