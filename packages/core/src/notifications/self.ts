import type { UserId } from "@nexusone/contracts/ids";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";

/** The person who acts: notices and their settings belong to people, not to jobs. */
export function selfOf({ actor }: ServiceContext): UserId {
  if (actor.kind !== "user") throw new DomainError("request.forbidden", { permission: "notifications:own" });
  return actor.userId;
}
