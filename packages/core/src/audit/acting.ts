import type { Acting } from "@nexusone/db/with-merchant";
import type { Actor, ServiceContext } from "../context.ts";

const idOf = (actor: Actor): string => {
  switch (actor.kind) {
    case "user":
      return actor.userId;
    case "extension_session":
      return actor.sessionId;
    case "api_key":
      return actor.keyId;
    case "job":
    case "system":
      return actor.name;
  }
};

/** Who is on record for what the context writes. */
export const actingAs = ({ actor, requestId }: Pick<ServiceContext, "actor" | "requestId">): Acting => ({
  actor: `${actor.kind}:${idOf(actor)}`,
  requestId,
});

/** A part of the program that acts for nobody in particular. */
export const systemActing = (name: string, requestId = ""): Acting => ({ actor: `system:${name}`, requestId });
