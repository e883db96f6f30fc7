import { automationSpentSince } from "@nexusone/db/queries/fulfilment";
import { addMs, DAY_MS } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { moveRow, releaseOurs, stop, type Locked } from "./holds.ts";
import { priceMoved, usdText } from "./reasons.ts";
import { readSettings, startOfUtcDay } from "./settings.ts";
import { hasMoved, plannedUsdMinor } from "./views.ts";

/**
 * Decides whether an order that the supplier has may be paid: with a person's word for this amount, or by automation within the
 * limit of the day. Otherwise it stays unpaid. The settings' lock makes parallel payments count each other.
 */
export async function decidePayment(ctx: ServiceContext, locked: Locked): Promise<void> {
  const { tx, order, row } = locked;
  const now = ctx.platform.clock.now();
  const asked = row.askedUsdMinor ?? plannedUsdMinor(row);
  const agreed = row.approvedUsdMinor ?? plannedUsdMinor(row);
  if (hasMoved(asked, agreed)) {
    await stop(ctx, locked, priceMoved(ctx, row, asked, agreed), { state: "created", ...UNAPPROVED });
    return;
  }
  if (row.approvedUsdMinor !== null) {
    await releaseOurs(tx, ctx, order);
    await moveRow(ctx, locked, { state: "paying", nextAt: now });
    return;
  }
  const { automation, dailyLimitUsdMinor } = await readSettings(tx, true);
  if (automation !== "pay") return;
  if ((await automationSpentSince(tx, startOfUtcDay(now))) + asked > dailyLimitUsdMinor) {
    const limit = new DomainError("fulfilment.spending_limit", { limit: usdText(dailyLimitUsdMinor) });
    await stop(ctx, locked, limit, { state: "created", nextAt: addMs(startOfUtcDay(now), DAY_MS) });
    return;
  }
  const approval = { approvedBy: "automation", approvedUsdMinor: asked, approvedAt: now } as const;
  await releaseOurs(tx, ctx, order);
  await moveRow(ctx, locked, { state: "paying", nextAt: now, ...approval });
}

/** A word given for another price counts no more. */
export const UNAPPROVED = { approvedBy: null, approvedUsdMinor: null, approvedAt: null } as const;
