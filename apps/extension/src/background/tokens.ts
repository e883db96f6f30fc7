import type { ExtensionTokens } from "@nexusone/contracts/extension";
import { Refused } from "./refused.ts";
import { local, session, setLocal, setSession, type Pairing, type Stores } from "./stores.ts";

/** Ends of a pairing that only a new pairing can put right. */
const ENDS = new Set([
  "extension.session_expired",
  "extension.session_revoked",
  "extension.disconnected",
  "extension.refresh_reused",
]);
/** The server's answer to an access token that ran out, and to a refresh token it does not know. */
export const TOKEN_INVALID = "extension.token_invalid";
export const endsPairing = (code: string): boolean => ENDS.has(code);

/** The server gives 15 minutes; counted from our receipt, because the two clocks may differ by hours. */
const USABLE_MS = 14 * 60_000;

export type TokenDeps = {
  readonly stores: Stores;
  readonly now: () => number;
  /** Presents a refresh token; throws Refused. Repeating it before the successor was used returns the same successor. */
  readonly refresh: (serverUrl: string, refreshToken: string) => Promise<ExtensionTokens>;
};
export type Credentials = { readonly serverUrl: string; readonly token: string; readonly sessionId: string };

/**
 * Access and refresh tokens of the pairing. Everything lives in storage: the worker may die at any line. The refresh token is
 * written before the access token, and what was presented without its answer being written is simply presented again.
 */
export function createTokens({ stores, now, refresh }: TokenDeps) {
  // Shared by the questions of this one worker run; a new run has nothing to share and starts its own.
  let renewing: Promise<Credentials> | undefined;

  /** A usable access token. Throws `extension.not_paired`, or the reason the pairing ended with. */
  async function credentials(): Promise<Credentials> {
    const pairing = await paired();
    const access = await session(stores, "access");
    if (access && access.sessionId === pairing.sessionId && access.until > now())
      return { serverUrl: pairing.serverUrl, token: access.token, sessionId: pairing.sessionId };
    return renew();
  }

  /** One refresh at a time, whoever asks. `stale` names the token that was refused: a newer one is used as it is. */
  async function renew(stale?: string): Promise<Credentials> {
    if (stale !== undefined) {
      const access = await session(stores, "access");
      if (access && access.token !== stale) return credentials();
    }
    renewing ??= present().finally(() => (renewing = undefined));
    return renewing;
  }

  async function present(): Promise<Credentials> {
    const pairing = await paired();
    try {
      const tokens = await refresh(pairing.serverUrl, pairing.refreshToken);
      return await store({ ...pairing, ...kept(tokens) }, tokens.accessToken, pairing.sessionId);
    } catch (error) {
      const over = error instanceof Refused && (endsPairing(error.code) || error.code === TOKEN_INVALID);
      if (over) await end(error.code, error.details, pairing.sessionId);
      throw error;
    }
  }

  /** Replaces whatever pairing there was. */
  async function begin(pairing: Omit<Pairing, keyof Kept>, tokens: ExtensionTokens): Promise<Credentials> {
    await stores.session.remove(["access", "offer"]);
    return store({ ...pairing, ...kept(tokens) }, tokens.accessToken);
  }

  /** `only`: write nothing when another pairing has taken the place meanwhile. */
  async function store(pairing: Pairing, token: string, only?: string): Promise<Credentials> {
    if (only !== undefined && (await local(stores, "pairing"))?.sessionId !== only)
      throw new Refused("extension.not_paired");
    await setLocal(stores, { pairing });
    await stores.local.remove("ended");
    await setSession(stores, { access: { token, until: now() + USABLE_MS, sessionId: pairing.sessionId } });
    return { serverUrl: pairing.serverUrl, token, sessionId: pairing.sessionId };
  }

  /** Forgets the pairing and remembers why, unless another session has been paired meanwhile. */
  async function end(code: string, details: Record<string, string | number>, sessionId: string): Promise<void> {
    const pairing = await local(stores, "pairing");
    if (pairing?.sessionId !== sessionId) return;
    const { serverUrl, merchantSlug } = pairing;
    await setLocal(stores, { ended: { code, details, serverUrl, merchantSlug } });
    await stores.local.remove("pairing");
    await stores.session.remove("access");
  }

  /** Forgets everything without a reason: the person disconnected. */
  async function forget(): Promise<void> {
    await stores.local.remove(["pairing", "ended"]);
    await stores.session.remove(["access", "offer"]);
  }

  async function paired(): Promise<Pairing> {
    const pairing = await local(stores, "pairing");
    if (pairing) return pairing;
    const ended = await local(stores, "ended");
    throw new Refused(ended?.code ?? "extension.not_paired", ended?.details);
  }

  return { credentials, renew, begin, end, forget, paired };
}
export type Tokens = ReturnType<typeof createTokens>;

type Kept = Pick<Pairing, "refreshToken" | "sessionExpiresAt" | "sessionId" | "merchantId">;
const kept = ({ refreshToken, sessionExpiresAt, sessionId, merchantId }: ExtensionTokens): Kept => ({
  refreshToken,
  sessionExpiresAt,
  sessionId,
  merchantId,
});
