import { z } from "zod";
import { ApiKeyId } from "./ids.ts";
import { Instant } from "./paging.ts";
import { API_KEY_SCOPES, type ApiKeyScope } from "./permissions.ts";

/** How every key begins, so that it is recognised in headers, logs and leaks. */
export const API_KEY_MARK = "nx_";
/** Keys that work at the same time in one merchant. */
export const MAX_API_KEYS = 50;

// A non-empty tuple is what z.enum wants; the list is a filtered constant.
const Scope = z.enum(API_KEY_SCOPES as readonly [ApiKeyScope, ...ApiKeyScope[]]);
export const ApiKeyScopes = z.array(Scope).min(1).max(API_KEY_SCOPES.length);
export const CreateApiKeyInput = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: ApiKeyScopes,
  /** Null: until it is revoked. */
  expiresInDays: z.number().int().min(1).max(730).nullable().default(null),
});
export const API_KEY_STATUSES = ["active", "expired", "revoked", "creator_left"] as const;
export const ApiKeyView = z.object({
  id: ApiKeyId,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(Scope),
  /** The scopes that its creator's present role still covers: what the key may do today. */
  allowedScopes: z.array(Scope),
  status: z.enum(API_KEY_STATUSES),
  createdByName: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;
export const ApiKeysView = z.array(ApiKeyView);
/** `key` is answered this once and never again. */
export const CreatedApiKey = z.object({ key: z.string(), apiKey: ApiKeyView });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;
export const ApiKeyInput = z.object({ keyId: ApiKeyId });
