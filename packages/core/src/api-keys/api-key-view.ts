import type { ApiKeyView } from "@nexusone/contracts/api-keys";
import { ApiKeyId } from "@nexusone/contracts/ids";
import { roleHas } from "@nexusone/contracts/permissions";
import type { ListedApiKey } from "@nexusone/db/queries/api-keys";

/** What may be shown of a key: never its hash. */
export function apiKeyView(row: ListedApiKey, now: Date): ApiKeyView {
  const { creatorRole } = row;
  return {
    id: ApiKeyId.parse(row.id),
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    allowedScopes: creatorRole ? row.scopes.filter((scope) => roleHas(creatorRole, scope)) : [],
    status: statusOf(row, now),
    createdByName: row.creatorName,
    createdAt: row.issuedAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

function statusOf({ revokedAt, expiresAt, creatorRole }: ListedApiKey, now: Date): ApiKeyView["status"] {
  if (revokedAt) return "revoked";
  if (expiresAt && expiresAt <= now) return "expired";
  return creatorRole ? "active" : "creator_left";
}
