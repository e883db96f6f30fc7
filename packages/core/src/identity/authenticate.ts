import type { MerchantId, SessionId, UserId } from "@nexusone/contracts/ids";
import type { Locale } from "@nexusone/contracts/locale";
import type { Role } from "@nexusone/contracts/permissions";
import type { Plan } from "@nexusone/contracts/plans";
import {
  findSessionBySubject,
  findSessionByToken,
  findSessionsByToken,
  type FoundSession,
  type SessionQuery,
} from "@nexusone/db/system/identity-lookups";
import { addMs } from "../clock.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import { hashToken } from "../secrets/keyring.ts";
import { readAccessToken } from "./access-token.ts";
import { isDemoEmail } from "./demo-users.ts";
import { SESSION_MS } from "./start-session.ts";

/** Who a session belongs to, and what they are in the merchant that the request names. */
export type Authenticated = {
  readonly user: { readonly id: UserId; readonly sessionId: SessionId; readonly isPlatformAdmin: boolean };
  readonly userName: string;
  readonly locale: Locale;
  /** Absent when no merchant was named or the person is no member of it. */
  readonly membership?: { readonly merchantId: MerchantId; readonly role: Role; readonly plan: Plan | undefined };
  readonly expiresAt: Date;
  /** The session was prolonged: send its cookie again. */
  readonly renewed: boolean;
};

type Asking = { readonly platform: Platform; readonly merchantId?: MerchantId | undefined };

/**
 * Whose cookie this is; undefined for an unknown, ended or expired session. Session, person, membership and plan come in one
 * round trip, so whatever changed about them counts from the very next request. The use is written at most once a minute.
 */
export async function authenticateSession(
  asking: Asking & { readonly token: string },
): Promise<Authenticated | undefined> {
  const { platform, token, merchantId } = asking;
  const found = await findSessionByToken(platform.db, hashToken(token), queryOf(platform, merchantId));
  return found && authenticated(platform, found, merchantId);
}

/** How long looks at sessions gather before they go as one statement. */
const GATHER_MS = 25;

type Look = { tokenHash: string; merchantId: MerchantId | undefined } & PromiseWithResolvers<Authenticated | undefined>;

/**
 * `authenticateSession` for open streams: thousands of them look at their sessions every second, so those that look at about
 * the same time share one statement.
 */
export function sessionWatch(platform: Platform): typeof authenticateSession {
  let waiting: Look[] = [];
  async function look(): Promise<void> {
    const looks = waiting;
    waiting = [];
    try {
      const found = await findSessionsByToken(platform.db, looks, queryOf(platform, undefined));
      for (const [place, { merchantId, resolve }] of looks.entries()) {
        const session = found[place];
        resolve(session && authenticated(platform, session, merchantId));
      }
    } catch (error) {
      for (const { reject } of looks) reject(error);
    }
  }
  return ({ token, merchantId }) => {
    const asked: Look = { tokenHash: hashToken(token), merchantId, ...Promise.withResolvers() };
    if (waiting.push(asked) === 1) setTimeout(() => void look(), GATHER_MS);
    return asked.promise;
  };
}

/**
 * Whose bearer token this is. It is for one merchant: a request that names another has no membership.
 * `claimedMerchantId` is the one it is for. Throws `identity.token_invalid` (signature, audience, age) or `identity.session_expired`.
 */
export async function authenticateBearer(
  asking: Asking & { readonly jwt: string },
): Promise<Authenticated & { readonly claimedMerchantId: MerchantId }> {
  const { platform, jwt } = asking;
  const claims = await readAccessToken(platform.keyring, jwt);
  const foreign = asking.merchantId !== undefined && asking.merchantId !== claims.merchantId;
  const merchantId = foreign ? undefined : claims.merchantId;
  const found = await findSessionBySubject(platform.db, claims, queryOf(platform, merchantId));
  const who = found && authenticated(platform, found, merchantId);
  if (!who) throw new DomainError("identity.session_expired");
  return { ...who, claimedMerchantId: claims.merchantId };
}

function queryOf(platform: Platform, merchantId: MerchantId | undefined): SessionQuery {
  const now = platform.clock.now();
  return { merchantId, now, slideUntil: addMs(now, SESSION_MS) };
}

function authenticated(
  platform: Platform,
  found: FoundSession,
  merchantId: MerchantId | undefined,
): Authenticated | undefined {
  // A database that once was a demo keeps such accounts; elsewhere they are nobody.
  if (isDemoEmail(found.email) && !platform.config.demo) return undefined;
  const { role, plan } = found;
  return {
    user: { id: found.userId, sessionId: found.sessionId, isPlatformAdmin: found.isPlatformAdmin },
    userName: found.name,
    locale: found.locale,
    ...(merchantId && role ? { membership: { merchantId, role, plan: plan ?? undefined } } : {}),
    expiresAt: found.expiresAt,
    renewed: found.renewed,
  };
}

/** The first argument of merchant verbs, in the person's own language; undefined without membership. */
export function serviceContextOf(
  request: { readonly platform: Platform; readonly requestId: string },
  who: Authenticated,
): ServiceContext | undefined {
  if (!who.membership) return undefined;
  const { user, userName, locale, membership } = who;
  const { merchantId, role } = membership;
  const actor = { kind: "user", userId: user.id, name: userName, role, sessionId: user.sessionId } as const;
  return { platform: request.platform, requestId: request.requestId, locale, merchantId, actor };
}
