import { z } from "zod";
import { CURRENCIES } from "./currencies.ts";
import { InvitationId, MembershipId, MerchantId, SessionId, UserId } from "./ids.ts";
import { LOCALES } from "./locale.ts";
import { Instant } from "./paging.ts";
import { PERMISSIONS, ROLES } from "./permissions.ts";
import { PLANS } from "./plans.ts";

export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const Password = z.string().min(10).max(200);
export const PersonName = z.string().trim().min(1).max(120);
/** E.164. */
export const PhoneNumber = z
  .string()
  .trim()
  .regex(/^\+[1-9]\d{6,14}$/);
export const OneTimeToken = z.string().min(20).max(200);
export const Currency = z.string().regex(/^[A-Z]{3}$/);
export const Country = z.string().regex(/^[A-Z]{2}$/);
export const LocaleCode = z.enum(LOCALES);

export const SignUpInput = z.object({
  email: Email,
  password: Password,
  name: PersonName,
  phoneNumber: PhoneNumber.optional(),
  merchantName: z.string().trim().min(1).max(120),
  currency: z.enum(CURRENCIES),
  destinationCountry: Country,
  locale: LocaleCode.default("en"),
});
export const SignInInput = z.object({ email: Email, password: z.string().min(1).max(200) });
export const RequestLinkInput = z.object({ email: Email, locale: LocaleCode.default("en") });
export const ConsumeTokenInput = z.object({ token: OneTimeToken });
export const ResetPasswordInput = z.object({ token: OneTimeToken, password: Password });
export const ChangePasswordInput = z.object({ currentPassword: z.string().max(200), newPassword: Password });
export const UpdateProfileInput = z.object({
  name: PersonName.optional(),
  phoneNumber: PhoneNumber.nullable().optional(),
  locale: LocaleCode.optional(),
});

export const MembershipView = z.object({
  merchantId: MerchantId,
  slug: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  plan: z.enum(PLANS),
  isDemo: z.boolean(),
  permissions: z.array(z.enum(PERMISSIONS)),
});
export const UserView = z.object({
  id: UserId,
  email: z.string(),
  name: z.string(),
  phoneNumber: z.string().nullable(),
  locale: LocaleCode,
  emailVerified: z.boolean(),
  isPlatformAdmin: z.boolean(),
});
export const MeView = z.object({ user: UserView, memberships: z.array(MembershipView) });
export type MeView = z.infer<typeof MeView>;
export const SessionInput = z.object({ sessionId: SessionId });
export const SessionView = z.object({
  id: SessionId,
  createdAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
  userAgent: z.string(),
  address: z.string(),
  current: z.boolean(),
});
/** A bearer token for API clients: a 15-minute JWT bound to a session that can be revoked. */
export const AccessTokenView = z.object({
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  expiresAt: Instant,
  merchantId: MerchantId,
});
export const IssueTokenInput = SignInInput.extend({ merchantId: MerchantId.optional() });

export const MemberView = z.object({
  id: MembershipId,
  userId: UserId,
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  joinedAt: Instant,
  isYou: z.boolean(),
});
export const InvitationView = z.object({
  id: InvitationId,
  email: z.string(),
  role: z.enum(ROLES),
  expiresAt: Instant,
  createdAt: Instant,
});
export const TeamView = z.object({ members: z.array(MemberView), invitations: z.array(InvitationView) });
export const InviteInput = z.object({ email: Email, role: z.enum(ROLES) });
export const ChangeRoleInput = z.object({ membershipId: MembershipId, role: z.enum(ROLES) });
export const MembershipInput = z.object({ membershipId: MembershipId });
export const InvitationInput = z.object({ invitationId: InvitationId });
/** `name` and `password` are needed only when the invited address has no account yet. */
export const AcceptInvitationInput = z.object({
  token: OneTimeToken,
  name: PersonName.optional(),
  password: Password.optional(),
});
