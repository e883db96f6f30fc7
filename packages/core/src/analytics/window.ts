import type { Range } from "@nexusone/contracts/analytics-terms";
import { findWindow, type AnalyticsWindow } from "@nexusone/db/queries/analytics";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** The range as of now. @throws request.not_found for a merchant that is gone */
export async function windowOf(tx: MerchantTx, ctx: ServiceContext, range: Range): Promise<AnalyticsWindow> {
  const window = await findWindow(tx, range, ctx.platform.clock.now());
  if (!window) throw new DomainError("request.not_found");
  return window;
}

/** How a view says which time it is about. */
export const windowView = (range: Range, { from, to, timezone }: AnalyticsWindow) => ({
  range,
  from: from.toISOString(),
  to: to.toISOString(),
  timezone,
});
