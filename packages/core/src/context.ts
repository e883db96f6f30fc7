import type { ApiKeyId, MerchantId, UserId } from "@nexusone/contracts/ids";
import type { Locale } from "@nexusone/contracts/locale";
import type { ApiKeyScope, ExtensionScope, Role } from "@nexusone/contracts/permissions";
import type { MerchantTx } from "@nexusone/db/with-merchant";
import type { Platform } from "./platform.ts";

/** Who acts. Written into every event and log. */
export type Actor =
  | {
      readonly kind: "user";
      readonly userId: UserId;
      readonly name: string;
      readonly role: Role;
      readonly sessionId: string;
    }
  | {
      readonly kind: "extension_session";
      readonly userId: UserId;
      readonly name: string;
      readonly role: Role;
      readonly sessionId: string;
      readonly scopes: readonly ExtensionScope[];
    }
  | {
      readonly kind: "api_key";
      /** Who created it: the key has no more rights than they have now. */
      readonly userId: UserId;
      /** Of the key. */
      readonly name: string;
      readonly role: Role;
      readonly keyId: ApiKeyId;
      readonly scopes: readonly ApiKeyScope[];
    }
  | {
      readonly kind: "job";
      readonly name: string;
      readonly onBehalfOf?: { readonly userId: UserId; readonly name: string; readonly extensionSessionId?: string };
    }
  | { readonly kind: "system"; readonly name: string };

/** First argument of every verb that acts for a merchant. Built by the request, the job or the test; never ambient. */
export type ServiceContext = {
  readonly platform: Platform;
  readonly merchantId: MerchantId;
  readonly actor: Actor;
  readonly requestId: string;
  readonly locale: Locale;
  /** An outer transaction to take part in; see `inMerchantTx`. */
  readonly tx?: MerchantTx;
};

/** Where a request without a merchant comes from (sign-in, pairing). */
export type ClientContext = {
  readonly platform: Platform;
  readonly requestId: string;
  readonly locale: Locale;
  readonly address: string;
  readonly userAgent: string;
};

/** A signed-in person, before any merchant is named. */
export type UserContext = ClientContext & {
  readonly user: { readonly id: UserId; readonly sessionId: string; readonly isPlatformAdmin: boolean };
};

export const actorUserId = (actor: Actor): UserId | null =>
  actor.kind === "user" || actor.kind === "extension_session" || actor.kind === "api_key"
    ? actor.userId
    : actor.kind === "job"
      ? (actor.onBehalfOf?.userId ?? null)
      : null;

export const actorName = (actor: Actor): string =>
  actor.kind === "job" ? (actor.onBehalfOf?.name ?? actor.name) : actor.name;
