/**
 * What an actor may do. Roles of a merchant's staff map to permissions; an extension session holds a subset as scopes, and
 * has what its scopes and its user's role both allow.
 */
export const PERMISSIONS = [
  "catalog:read",
  "catalog:import",
  "catalog:import_bulk",
  "catalog:edit",
  "catalog:delete",
  "orders:read",
  "contacts:read",
  "contacts:edit",
  "conversations:read",
  "conversations:reply",
  "channels:read",
  "channels:manage",
  "templates:read",
  "templates:manage",
  "campaigns:read",
  "campaigns:manage",
  "payments:read",
  "payments:manage",
  "orders:manage",
  "orders:pay",
  "jobs:read",
  "jobs:manage",
  "cj:read",
  "cj:manage",
  "billing:read",
  "billing:manage",
  "team:read",
  "team:manage",
  "settings:read",
  "settings:manage",
  "extension:use",
  "extension:manage",
  "api_keys:manage",
  "archive:export",
  "webhooks:read",
  "webhooks:manage",
  "notifications:own",
  "audit:read",
  "analytics:read",
  "analytics:own",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const ROLES = ["owner", "admin", "product_editor", "support"] as const;
export type Role = (typeof ROLES)[number];

const support: readonly Permission[] = [
  "catalog:read",
  "orders:read",
  "contacts:read",
  "contacts:edit",
  "conversations:read",
  "conversations:reply",
  "channels:read",
  "templates:read",
  "campaigns:read",
  "payments:read",
  "orders:manage",
  "jobs:read",
  "cj:read",
  "settings:read",
  "team:read",
  "notifications:own",
  "analytics:own",
];
const productEditor: readonly Permission[] = [
  ...support,
  "catalog:import",
  "catalog:import_bulk",
  "catalog:edit",
  "catalog:delete",
  "jobs:manage",
  "billing:read",
  "extension:use",
  "analytics:read",
];

export const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS.filter((permission) => permission !== "billing:manage" && permission !== "archive:export"),
  product_editor: productEditor,
  support,
};

/** The scopes an extension session can carry. */
export const EXTENSION_SCOPES = ["catalog:read", "catalog:import", "catalog:import_bulk", "orders:read"] as const;
export type ExtensionScope = (typeof EXTENSION_SCOPES)[number];

/** Rights by which a key could outlive its revocation, raise itself or spend money stay with people, and what is theirs alone. */
const NOT_FOR_KEYS = [
  "api_keys:manage",
  "archive:export",
  "webhooks:manage",
  "team:manage",
  "billing:manage",
  "orders:pay",
  "notifications:own",
  "analytics:own",
] as const satisfies readonly Permission[];
/** The scopes an API key can carry. */
export type ApiKeyScope = Exclude<Permission, (typeof NOT_FOR_KEYS)[number]>;
export const API_KEY_SCOPES: readonly ApiKeyScope[] = PERMISSIONS.filter(
  (permission): permission is ApiKeyScope => !(NOT_FOR_KEYS as readonly Permission[]).includes(permission),
);

export const roleHas = (role: Role, permission: Permission): boolean => ROLE_PERMISSIONS[role].includes(permission);

/** Whom this role may appoint or dismiss: owners everyone, admins everyone but owners. */
export const roleMayManage = (actor: Role, target: Role): boolean =>
  actor === "owner" || (actor === "admin" && target !== "owner");
