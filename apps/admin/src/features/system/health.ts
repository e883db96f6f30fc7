export type Health = "well" | "slow" | "failing" | "quiet";

type Calls = {
  readonly calls: number;
  readonly failed: number;
  readonly throttled: number;
  readonly reason: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
};

/** A tenth of the calls is a pattern; a failure with nothing good after it is one too. */
const SHARE = 0.1;

/** One word for how a vendor fares, the worst that is true. */
export function healthOf({ calls, failed, throttled, reason, lastSuccessAt, lastFailureAt }: Calls): Health {
  if (reason !== null) return "failing";
  if (calls === 0) return "quiet";
  const endsBadly =
    lastFailureAt !== null && (lastSuccessAt === null || Date.parse(lastFailureAt) > Date.parse(lastSuccessAt));
  if (endsBadly || failed >= calls * SHARE) return "failing";
  return throttled >= calls * SHARE ? "slow" : "well";
}
