import { ENVIRONMENTS, type CjStatusView, type Environment } from "@nexusone/contracts/cj";
import { findCjConnection, type CjConnectionRow } from "@nexusone/db/queries/cj-connections";
import { findImportState } from "@nexusone/db/queries/imports-state";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { utcDay } from "./points.ts";

export type CjStatus = z.output<typeof CjStatusView>;

/** The connection without any of its secrets, and what may be connected here. */
export async function getCjStatus(ctx: ServiceContext): Promise<CjStatus> {
  authorize(ctx, "cj:read");
  return readMerchant(ctx, async (tx) => {
    const [state, row] = await Promise.all([findImportState(tx), findCjConnection(tx)]);
    return statusOf(ctx, state?.isDemo ?? false, row);
  });
}

/** The simulated CJ is for demo merchants of an installation that has one. */
export function allowedEnvironments(ctx: ServiceContext, isDemo: boolean): Environment[] {
  const { cj, config } = ctx.platform;
  return ENVIRONMENTS.filter(
    (environment) => cj.baseUrls[environment] !== undefined && (environment === "live" || (config.demo && isDemo)),
  );
}

export function statusOf(ctx: ServiceContext, isDemo: boolean, row: CjConnectionRow | undefined): CjStatus {
  const today = utcDay(ctx.platform.clock.now());
  return {
    allowed: allowedEnvironments(ctx, isDemo),
    connection: row
      ? {
          environment: row.environment,
          accountLabel: row.accountLabel,
          status: row.status,
          reason: row.reason,
          qpsLimit: row.qpsLimit,
          pointsUsedToday: row.pointsDay === today ? row.pointsUsed : 0,
          pointsPerDay: row.pointsPerDay,
          connectedAt: row.connectedAt.toISOString(),
          lastTestedAt: row.lastTestedAt?.toISOString() ?? null,
          tokenExpiresAt: row.accessExpiresAt?.toISOString() ?? null,
        }
      : null,
  };
}
