import { roleHas, type ExtensionScope, type Permission } from "@nexusone/contracts/permissions";
import type { ServiceContext } from "./context.ts";
import { DomainError } from "./errors.ts";

/** Every verb's first line: throws `request.forbidden` or `request.scope_missing`. Jobs and the system act with full rights. */
export function authorize(ctx: ServiceContext, permission: Permission): void {
  const { actor } = ctx;
  if (actor.kind === "job" || actor.kind === "system") return;
  // A paired browser has what its scopes and its user's role both allow.
  if (actor.kind === "extension_session" && !actor.scopes.includes(permission as ExtensionScope)) {
    throw new DomainError("request.scope_missing", { permission });
  }
  if (!roleHas(actor.role, permission)) throw new DomainError("request.forbidden", { permission });
}
