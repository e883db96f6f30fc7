import { roleHas } from "@nexusone/contracts/permissions";
import { actorUserId, type ServiceContext } from "../context.ts";

/** Filter on sessions: those of the acting person, or none for who may manage everybody's. */
export function ownOrAll(ctx: ServiceContext): { userId?: string } {
  const { actor } = ctx;
  if (actor.kind !== "user" || roleHas(actor.role, "extension:manage")) return {};
  return { userId: actorUserId(actor) ?? undefined };
}
