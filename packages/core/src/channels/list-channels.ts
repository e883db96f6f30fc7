import type { ChannelsView } from "@nexusone/contracts/channels";
import { findImportState } from "@nexusone/db/queries/imports-state";
import { listChannels as listRows } from "@nexusone/db/queries/whatsapp-channels";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { readMerchant } from "../transaction.ts";
import { allowedEnvironments } from "./allowed.ts";
import { viewChannel } from "./view.ts";

/** The shop's numbers in the order they were connected, those that are disconnected last, and what may be connected. */
export async function listChannels(ctx: ServiceContext): Promise<z.output<typeof ChannelsView>> {
  authorize(ctx, "channels:read");
  return readMerchant(ctx, async (tx) => {
    const [state, rows] = [await findImportState(tx), await listRows(tx)];
    const allowed = allowedEnvironments(ctx, state?.isDemo ?? false);
    const isGone = (row: (typeof rows)[number]): number => Number(row.state === "disconnected");
    return {
      allowed,
      appNeeded: allowed.filter((environment) => ctx.platform.whatsapp.apps[environment] === undefined),
      telephoneUrl: allowed.includes("sandbox") ? (ctx.platform.whatsapp.telephoneUrl ?? null) : null,
      channels: rows.toSorted((a, b) => isGone(a) - isGone(b)).map((row) => viewChannel(ctx, row)),
    };
  });
}
