import { roleHas, type ApiKeyScope, type ExtensionScope, type Permission } from "@nexusone/contracts/permissions";
import type { ReasonCode } from "@nexusone/contracts/reasons";
import type { Actor, ServiceContext } from "./context.ts";
import { DomainError } from "./errors.ts";

/** Why the actor may not; undefined when they may. Jobs and the system act with full rights. */
export function refusalOf(actor: Actor, permission: Permission): ReasonCode | undefined {
  if (actor.kind === "job" || actor.kind === "system") return undefined;
  // A paired browser and an API key have what their scopes and their person's role both allow.
  if (actor.kind === "extension_session" && !actor.scopes.includes(permission as ExtensionScope))
    return "request.scope_missing";
  if (actor.kind === "api_key" && !actor.scopes.includes(permission as ApiKeyScope)) return "api_keys.scope_missing";
  return roleHas(actor.role, permission) ? undefined : "request.forbidden";
}

/** Every verb's first line: throws `request.forbidden`, `request.scope_missing` or `api_keys.scope_missing`. */
export function authorize(ctx: ServiceContext, permission: Permission): void {
  const reason = refusalOf(ctx.actor, permission);
  if (reason) throw new DomainError(reason, { permission });
}
