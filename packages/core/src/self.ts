import type { UserId } from "@nexusone/contracts/ids";
import type { Permission } from "@nexusone/contracts/permissions";
import type { ServiceContext } from "./context.ts";
import { DomainError } from "./errors.ts";

/** The person who acts: what is somebody's own belongs to people, not to jobs and programs. */
export function selfOf({ actor }: ServiceContext, permission: Permission): UserId {
  if (actor.kind !== "user") throw new DomainError("request.forbidden", { permission });
  return actor.userId;
}
