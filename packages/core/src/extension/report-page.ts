import { ReportPageInput } from "@nexusone/contracts/page-reports";
import { addPageReport } from "@nexusone/db/queries/platform-insight";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { takeTry } from "./throttle.ts";

/**
 * Counts which parts of a page of CJ's a paired browser did not find, for whoever mends the readers. No row is about a merchant.
 * @throws extension.not_paired for anyone else, request.too_many {seconds}
 */
export async function reportPage(ctx: ServiceContext, rawInput: ReportPageInput): Promise<void> {
  authorize(ctx, "catalog:read");
  const { actor, platform } = ctx;
  if (actor.kind !== "extension_session") throw new DomainError("extension.not_paired");
  const report = ReportPageInput.parse(rawInput);
  await takeTry(platform, "report", actor.sessionId);
  await addPageReport(platform.db, report, platform.clock.now());
}
