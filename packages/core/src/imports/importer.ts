import type { ImportSource } from "@nexusone/contracts/imports";
import type { MerchantId, UserId } from "@nexusone/contracts/ids";
import { randomUUID } from "node:crypto";
import { actorName, actorUserId, type Actor, type ServiceContext } from "../context.ts";
import type { Platform } from "../platform.ts";

/** Who an import is booked on, kept with preview, log and draft so that a job can act on their behalf. */
export type Importer = {
  readonly userId: UserId | null;
  readonly name: string;
  readonly extensionSessionId: string | null;
};

export function importerOf(actor: Actor): Importer {
  const sessionId =
    actor.kind === "extension_session"
      ? actor.sessionId
      : actor.kind === "job"
        ? (actor.onBehalfOf?.extensionSessionId ?? null)
        : null;
  return { userId: actorUserId(actor), name: actorName(actor), extensionSessionId: sessionId };
}

export const sourceOf = (actor: Actor): ImportSource =>
  actor.kind === "extension_session" ? "extension" : actor.kind === "api_key" ? "api" : "admin";

/** The context of a job that goes on with what a person started. */
export function jobContext(platform: Platform, merchantId: string, name: string, importer: Importer): ServiceContext {
  const { userId, extensionSessionId } = importer;
  return {
    platform,
    merchantId: merchantId as MerchantId, // parsed as uuid with the payload
    actor: {
      kind: "job",
      name,
      ...(userId && {
        onBehalfOf: { userId, name: importer.name, ...(extensionSessionId && { extensionSessionId }) },
      }),
    },
    requestId: `job:${name}:${randomUUID()}`,
    locale: "en",
  };
}
