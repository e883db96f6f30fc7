import type { Limit } from "@nexusone/contracts/limits";
import { MerchantId } from "@nexusone/contracts/ids";
import { pickLocale } from "@nexusone/contracts/locale";
import type { Plan } from "@nexusone/contracts/plans";
import type { Principal, RequestContext } from "@nexusone/api/context";
import { authenticateApiKey } from "@nexusone/core/api-keys/authenticate-api-key";
import { isApiKey } from "@nexusone/core/api-keys/key-text";
import { actingAs } from "@nexusone/core/audit/acting";
import { actorUserId } from "@nexusone/core/context";
import { DomainError, isDomainError } from "@nexusone/core/errors";
import { authenticateExtension } from "@nexusone/core/extension/authenticate-extension";
import {
  authenticateBearer,
  authenticateSession,
  serviceContextOf,
  sessionWatch,
  type Authenticated,
} from "@nexusone/core/identity/authenticate";
import { isExtensionToken } from "@nexusone/core/extension/access-token";
import { logWith } from "@nexusone/core/log-with";
import { bucketsOf, windowKey, type Caller, type Weight } from "@nexusone/core/limits/buckets";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isLoopback } from "../config.ts";
import type { Running } from "../start.ts";
import type { Limiter, LimitState } from "./limits.ts";
import { factsOf, type RequestFacts } from "./request-log.ts";

export const SESSION_COOKIE = "nexusone_session";
const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

type Resolved = {
  readonly principal: Principal;
  readonly plan: Plan | undefined;
  readonly renewedUntil?: Date;
  /** The merchant that a bearer token is for; it names one even where no header does. */
  readonly claimedMerchantId?: MerchantId;
};
export type CreateContext = (request: FastifyRequest, reply: FastifyReply) => Promise<RequestContext>;

/** Who asks, for which merchant, in which language: resolved once per HTTP request, whatever number of calls its batch holds. */
export function contextFactory(running: Running, limiter: Limiter): CreateContext {
  const { platform, config, hub } = running;
  const secure = config.publicUrl.startsWith("https:");
  const watchSession = sessionWatch(platform);

  return async (request, reply) => {
    const facts = factsOf(request);
    const client = {
      platform: { ...platform, log: logWith(platform.log, facts) },
      requestId: request.id,
      locale: pickLocale(request.headers["accept-language"]),
      address: request.ip,
      userAgent: String(request.headers["user-agent"] ?? "").slice(0, 300),
    };
    const merchantId = namedMerchant(request);
    const resolve = (findSession: typeof authenticateSession) =>
      resolvePrincipal({ ...client, request, merchantId, publicUrl: config.publicUrl, findSession });
    const { principal, plan, renewedUntil, claimedMerchantId } = await resolve(authenticateSession).catch(refused);
    Object.assign(facts, whoOf(principal));
    const setSessionCookie: RequestContext["setSessionCookie"] = (token, expiresAt) => {
      const base = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
      if (token) void reply.setCookie(SESSION_COOKIE, token, { ...base, ...(expiresAt ? { expires: expiresAt } : {}) });
      else void reply.clearCookie(SESSION_COOKIE, base);
    };
    const cookie = request.cookies[SESSION_COOKIE];
    if (renewedUntil && cookie && principal.kind === "user" && principal.via === "cookie")
      setSessionCookie(cookie, renewedUntil);
    let counted: Promise<void> | undefined;
    let countedHeavy: Promise<void> | undefined;

    return {
      ...client,
      locale: principal.kind === "anonymous" ? client.locale : (serviceOf(principal)?.locale ?? client.locale),
      principal,
      merchantId: merchantId ?? claimedMerchantId,
      eventHub: hub,
      loopback:
        isLoopback(request.hostname.replace(/:\d+$/, "")) &&
        !Object.keys(request.headers).some((name) => name.startsWith("x-forwarded-")),
      recheckActor: async () => {
        const { principal: now } = await resolve(watchSession);
        if (now.kind === "anonymous") throw new DomainError("request.unauthenticated");
        if (!now.service) throw new DomainError("request.merchant_forbidden");
        return now.service.actor;
      },
      cutOff: () => void reply.raw.destroy(),
      setSessionCookie,
      takeLimit: (weight) => {
        const caller = callerOf(principal, plan, client.address);
        // A batch counts once, and once more as heavy when any call in it is.
        counted ??= spend(limiter, reply, caller, "general");
        if (weight === "general") return counted;
        countedHeavy ??= counted.then(() => spend(limiter, reply, caller, "heavy"));
        return countedHeavy;
      },
      tokensInHand: limiter.inHand,
    };
  };
}

/** A refused token must not keep anybody from signing in or refreshing: they are nobody, and told why where it matters. */
function refused(error: unknown): Resolved {
  if (!isDomainError(error) || error.kind === "unavailable") throw error;
  return { principal: { kind: "anonymous", refusal: error }, plan: undefined };
}

/** For the log: ids, no names. */
function whoOf(principal: Principal): Partial<RequestFacts> {
  const service = serviceOf(principal);
  if (!service) return principal.kind === "user" ? { actor: `user:${principal.user.id}` } : {};
  return { actor: actingAs(service).actor, merchantId: service.merchantId };
}

const serviceOf = (principal: Principal) => (principal.kind === "anonymous" ? undefined : principal.service);

/** The header of the admin and of API clients; SSE cannot send headers and names it in its connection parameters. */
function namedMerchant(request: FastifyRequest): MerchantId | undefined {
  const query = request.query as Record<string, unknown>;
  const named = request.headers["x-merchant-id"] ?? connectionParam(query["connectionParams"]);
  if (named === undefined || named === "") return undefined;
  const parsed = MerchantId.safeParse(named);
  if (!parsed.success) throw new DomainError("request.invalid", { problem: "x-merchant-id is not an id" });
  return parsed.data;
}

function connectionParam(text: unknown): unknown {
  if (typeof text !== "string" || text.length > 2_000) return undefined;
  try {
    return (JSON.parse(text) as { merchantId?: unknown } | null)?.merchantId;
  } catch {
    return undefined;
  }
}

type Asking = Pick<RequestContext, "platform" | "requestId" | "locale" | "address" | "userAgent"> & {
  readonly request: FastifyRequest;
  readonly merchantId: MerchantId | undefined;
  readonly publicUrl: string;
  readonly findSession: typeof authenticateSession;
};

async function resolvePrincipal(asking: Asking): Promise<Resolved> {
  const { request, merchantId, findSession, ...client } = asking;
  const key = request.headers["x-api-key"];
  if (key !== undefined) {
    if (request.headers.authorization !== undefined) throw new DomainError("api_keys.two_credentials");
    return resolveProgram(asking, String(key));
  }
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  // A bearer caller ignores cookies, so a page cannot mix its visitor's rights into a token's.
  if (request.headers.authorization !== undefined) {
    if (!bearer) throw new DomainError("identity.token_invalid");
    if (isApiKey(bearer)) return resolveProgram(asking, bearer);
    if (isExtensionToken(bearer)) {
      const { merchantId: paired, actor, locale } = await authenticateExtension({ ...client, jwt: bearer });
      // A token is for one merchant; naming another one is refused rather than ignored.
      if (merchantId !== undefined && merchantId !== paired) throw new DomainError("request.merchant_forbidden");
      const service = { platform: client.platform, requestId: client.requestId, merchantId: paired, actor, locale };
      return { principal: { kind: "extension", service }, plan: "premium" };
    }
    const who = await authenticateBearer({ ...client, jwt: bearer, merchantId });
    return { ...personOf(client, "bearer", who), claimedMerchantId: who.claimedMerchantId };
  }
  const token = request.cookies[SESSION_COOKIE];
  if (!token) return { principal: { kind: "anonymous" }, plan: undefined };
  refuseForeignOrigin(request, asking.publicUrl);
  const found = await findSession({ ...client, token, merchantId });
  if (!found) return { principal: { kind: "anonymous" }, plan: undefined };
  // The admin says which language it is read in on this device, which need not be the profile's.
  const read = request.headers["x-nexus-client"] === "admin" ? { locale: client.locale } : {};
  return personOf(client, "cookie", { ...found, ...read });
}

/** A key is for one merchant; naming another one is refused rather than ignored. */
async function resolveProgram({ request, merchantId: named, ...client }: Asking, key: string): Promise<Resolved> {
  const { platform, requestId } = client;
  const { merchantId, actor, plan, ...creator } = await authenticateApiKey({ platform, key });
  if (named !== undefined && named !== merchantId) throw new DomainError("request.merchant_forbidden");
  const locale = request.headers["accept-language"] === undefined ? creator.locale : client.locale;
  return { principal: { kind: "api_key", service: { platform, requestId, merchantId, actor, locale } }, plan };
}

function personOf(
  client: Pick<Asking, "platform" | "requestId" | "locale">,
  via: "cookie" | "bearer",
  who: Authenticated,
): Resolved {
  const service = serviceContextOf(client, who);
  const plan = who.membership?.plan ?? undefined;
  return {
    principal: { kind: "user", user: who.user, via, ...(service ? { service } : {}) },
    plan,
    ...(who.renewed ? { renewedUntil: who.expiresAt } : {}),
  };
}

/** A cookie speaks only for our own pages: SameSite=Lax covers other sites, this covers other ports and subdomains too. */
export function refuseForeignOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  if (origin === undefined) {
    if (!SAFE_METHODS.has(request.method) && request.headers["x-nexus-client"] === undefined)
      throw new DomainError("request.origin_refused");
    return;
  }
  const own = new URL(publicUrl);
  const asked = URL.canParse(origin) ? new URL(origin) : undefined;
  const sameHost = asked?.host === request.host || asked?.origin === own.origin;
  const loopbackPair =
    asked !== undefined && isLoopback(own.hostname) && isLoopback(asked.hostname) && asked.host === request.host;
  if (!sameHost && !loopbackPair) throw new DomainError("request.origin_refused");
}

/** A person in the admin, a program of theirs, or an address. */
function callerOf(principal: Principal, plan: Plan | undefined, address: string): Caller {
  if (principal.kind === "user" && principal.via === "cookie") return { kind: "session", userId: principal.user.id };
  const service = serviceOf(principal);
  const userId = principal.kind === "user" ? principal.user.id : service && actorUserId(service.actor);
  return userId ? { kind: "client", userId, merchantId: service?.merchantId, plan } : { kind: "address", address };
}

/** Takes one of every bucket of the caller and announces the one with least left. @throws request.too_many */
async function spend({ take }: Limiter, reply: FastifyReply, caller: Caller, weight: Weight): Promise<void> {
  let tightest: LimitState | undefined;
  for (const bucket of bucketsOf(caller)) {
    const limit = bucket.limits[weight];
    try {
      const state = await take(windowKey(weight, bucket), limit);
      if (!tightest || state.remaining < tightest.remaining) tightest = state;
    } catch (error) {
      if (isDomainError(error)) announce(reply, spentState(limit, error));
      throw error;
    }
  }
  if (tightest) announce(reply, tightest);
}

const spentState = (limit: Limit, { details }: DomainError): LimitState => ({
  limit: limit.max,
  remaining: 0,
  resetSeconds: Number(details["seconds"] ?? Math.ceil(limit.windowMs / 1_000)),
});

function announce(reply: FastifyReply, state: LimitState): void {
  if (reply.raw.headersSent) return;
  void reply.headers({
    "ratelimit-limit": state.limit,
    "ratelimit-remaining": state.remaining,
    "ratelimit-reset": state.resetSeconds,
  });
}
