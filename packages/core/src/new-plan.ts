import { addMs, MINUTE_MS } from "./clock.ts";
import { actorName, actorUserId, type ServiceContext } from "./context.ts";

const VALID_MS = 30 * MINUTE_MS;

/** What a stored plan of an act on many rows begins with: whom it is for, which rows, and until when it may be carried out. */
export const newPlan = <F>(ctx: ServiceContext, selection: F | { readonly ids: readonly string[] }) => ({
  state: "reading" as const,
  selection: isIds(selection) ? { ids: [...new Set(selection.ids)] } : selection,
  userId: actorUserId(ctx.actor),
  userName: actorName(ctx.actor),
  expiresAt: addMs(ctx.platform.clock.now(), VALID_MS),
});

const isIds = (selection: unknown): selection is { readonly ids: readonly string[] } =>
  typeof selection === "object" && selection !== null && "ids" in selection;
