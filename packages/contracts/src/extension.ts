import { z } from "zod";
import { ExtensionSessionId, MerchantId } from "./ids.ts";
import { ImportRowView } from "./imports.ts";
import { PricingContext } from "./merchants.ts";
import { Instant } from "./paging.ts";
import { EXTENSION_SCOPES } from "./permissions.ts";
import { PLANS } from "./plans.ts";

/** Lifetimes, as screens state them. Each refresh moves the end of a session to `idleDays` from then, `maxDays` at most. */
export const EXTENSION_LIFETIMES = { codeMinutes: 10, accessMinutes: 15, idleDays: 30, maxDays: 90 } as const;

export const Scopes = z.array(z.enum(EXTENSION_SCOPES)).min(1);
/** Eight characters without look-alikes; dashes and case do not matter when typed. */
export const PairingCode = z
  .string()
  .transform((text) => text.toUpperCase().replace(/[^A-Z0-9]/g, ""))
  .pipe(z.string().regex(/^[A-HJ-NP-Z2-9]{8}$/));
export const CreatePairingInput = z.object({
  name: z.string().trim().min(1).max(60).default("Chrome"),
  scopes: Scopes.default([...EXTENSION_SCOPES]),
});
export const PairingView = z.object({
  pairingCode: z.string(),
  expiresAt: Instant,
  serverUrl: z.string(),
  extensionId: z.string(),
});
export type PairingView = z.infer<typeof PairingView>;
export const PairingCodeInput = z.object({ code: PairingCode });
/** What the popup shows before anything happens: "Pair with MERCHANT at SERVER?" */
export const PairingOffer = z.object({
  merchantName: z.string(),
  userName: z.string(),
  scopes: Scopes,
  expiresAt: Instant,
});
export type PairingOffer = z.infer<typeof PairingOffer>;
export const PairInput = PairingCodeInput.extend({ browser: z.string().trim().min(1).max(120) });
export const ExtensionTokens = z.object({
  accessToken: z.string(),
  accessExpiresAt: Instant,
  refreshToken: z.string(),
  sessionExpiresAt: Instant,
  sessionId: ExtensionSessionId,
  merchantId: MerchantId,
});
export type ExtensionTokens = z.infer<typeof ExtensionTokens>;
export const RefreshInput = z.object({ refreshToken: z.string().min(20).max(200) });
export const ExtensionSessionView = z.object({
  id: ExtensionSessionId,
  name: z.string(),
  browser: z.string(),
  userName: z.string(),
  scopes: Scopes,
  status: z.enum(["active", "expired", "revoked"]),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
  revokedReason: z.string().nullable(),
  importCount: z.number().int(),
  lastImportAt: Instant.nullable(),
});
export type ExtensionSessionView = z.infer<typeof ExtensionSessionView>;
export const ExtensionSessionsView = z.array(ExtensionSessionView);
export const RevokedSessions = z.object({ revoked: z.number().int() });
export const ExtensionSessionInput = z.object({ sessionId: ExtensionSessionId });
/** What a paired browser may know: for the popup and the card. */
export const ExtensionAccountView = z.object({
  merchant: z.object({ id: MerchantId, name: z.string(), slug: z.string(), isDemo: z.boolean() }),
  userName: z.string(),
  locale: z.enum(["en", "fr"]),
  plan: z.enum(PLANS),
  creditsAvailable: z.number().int(),
  importCredits: z.number().int(),
  productCount: z.number().int(),
  productLimit: z.number().int().nullable(),
  scopes: Scopes,
  sessionName: z.string(),
  sessionExpiresAt: Instant,
  pricing: PricingContext,
  categories: z.array(z.string()),
  tags: z.array(z.string()),
  recentImports: z.array(ImportRowView),
});
export type ExtensionAccountView = z.infer<typeof ExtensionAccountView>;
