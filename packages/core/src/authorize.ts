import { roleHas, type ExtensionScope, type Permission } from "@nexusone/contracts/permissions";
import type { ServiceContext } from "./context.ts";
import { DomainError } from "./errors.ts";

/** Every verb's first line: throws `request.forbidden` or `request.scope_missing`. Jobs and the system act with full rights. */
export function authorize(ctx: ServiceContext, permission: Permission): void {
  const { actor } = ctx;
  switch (actor.kind) {
    case "job":
    case "system":
      return;
    case "extension_session":
      if (!actor.scopes.includes(permission as ExtensionScope))
        throw new DomainError("request.scope_missing", { permission });
    // falls through: a session never has more than its user's role
    case "user":
      if (!roleHas(actor.role, permission)) throw new DomainError("request.forbidden", { permission });
  }
}
