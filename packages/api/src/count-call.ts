import type { Area, OK } from "@nexusone/contracts/analytics-terms";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { Principal, RequestContext } from "./context.ts";

/** Counts a call, and in the shop it was made for. A stranger's leaves no trace there. */
export function countCall(
  { platform, principal }: Pick<RequestContext, "platform" | "principal">,
  operation: string,
  outcome: ReasonCode | typeof OK,
  ms: number,
): void {
  const { merchantId, actor } = (principal.kind === "anonymous" ? undefined : principal.service) ?? {};
  // A program is the shop's; what a person does by hand they may keep out of the figures.
  const userId = actor?.kind === "user" || actor?.kind === "extension_session" ? actor.userId : undefined;
  platform.usage?.count({ merchantId, userId, area: areaOf(principal), operation, outcome, ms });
}

function areaOf(principal: Principal): Area {
  if (principal.kind === "extension") return "extension";
  return principal.kind === "user" && principal.via === "cookie" ? "admin" : "api";
}
