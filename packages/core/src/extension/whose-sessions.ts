import { refusalOf } from "../authorize.ts";
import { actorUserId, type ServiceContext } from "../context.ts";

/** Filter on sessions: those of the acting person, or none for who may manage everybody's. */
export function ownOrAll(ctx: ServiceContext): { userId?: string } {
  const { actor } = ctx;
  if (refusalOf(actor, "extension:manage") === undefined) return {};
  return { userId: actorUserId(actor) ?? undefined };
}
