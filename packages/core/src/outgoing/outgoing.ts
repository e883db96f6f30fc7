import type { LookupAddress } from "node:dns";

/** How requests to addresses that merchants name may leave. Nothing of it: public addresses over https only. */
export type Outgoing = {
  /** Origins that may be asked although they are private and speak plain http: the sandbox, in development only. */
  readonly trustedOrigins?: readonly string[];
  /** For tests: what names resolve to. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** From the first byte sent to the last one read. */
  readonly timeoutMs?: number;
};
