import type { SystemFunction } from "./define.ts";

export const findExtensionPairing: SystemFunction = {
  name: "find_extension_pairing",
  reason: "A browser that is not paired yet knows a code and no merchant: the popup must say whose code it is.",
  access: { extension_pairings: ["select"], merchants: ["select"], users: ["select"] },
  args: "p_code_hash text, p_now timestamptz",
  returns: "table (merchant_id uuid, merchant_name text, user_name text, scopes text[], expires_at timestamptz)",
  volatility: "stable",
  body: `
    select p.merchant_id, m.name, u.name, p.scopes, p.expires_at
    from public.extension_pairings p
    join public.merchants m on m.id = p.merchant_id
    join public.users u on u.id = p.user_id
    where p.code_hash = p_code_hash and p.used_at is null and p.expires_at > p_now`,
};

export const findExtensionRefresh: SystemFunction = {
  name: "find_extension_refresh",
  reason: "A refresh token is opaque: its hash leads to the merchant in whose transaction it is then exchanged.",
  access: { extension_refresh_tokens: ["select"] },
  args: "p_token_hash text",
  returns: "table (merchant_id uuid, session_id uuid)",
  volatility: "stable",
  body: `
    select t.merchant_id, t.session_id from public.extension_refresh_tokens t where t.token_hash = p_token_hash`,
};

/**
 * The session, its user's membership and the merchant's plan as they are now. `p_predecessor` is the refresh token whose
 * exchange issued the access token: the first request ends that token's grace. Locks session before token, as a refresh does.
 */
export const authenticateExtension: SystemFunction = {
  name: "authenticate_extension",
  reason: "Each request of a paired browser asks, in one trip, whether session, membership and plan still allow it.",
  access: {
    chrome_extension_sessions: ["select", "update"],
    extension_refresh_tokens: ["select", "update"],
    memberships: ["select"],
    merchant_plans: ["select"],
    users: ["select"],
  },
  args: "p_merchant_id uuid, p_session_id uuid, p_predecessor uuid, p_now timestamptz",
  returns: `table (user_id uuid, user_name text, locale text, role text, plan text, scopes text[],
    expires_at timestamptz, revoked_at timestamptz, revoked_reason text)`,
  language: "plpgsql",
  body: `
    declare last_used timestamptz;
    begin
      select s.user_id, u.name, u.locale, m.role, p.plan, s.scopes, s.expires_at, s.revoked_at, s.revoked_reason,
             s.last_used_at
        into user_id, user_name, locale, role, plan, scopes, expires_at, revoked_at, revoked_reason, last_used
        from public.chrome_extension_sessions s
        join public.users u on u.id = s.user_id
        join public.merchant_plans p on p.merchant_id = s.merchant_id
        left join public.memberships m on m.merchant_id = s.merchant_id and m.user_id = s.user_id
       where s.merchant_id = p_merchant_id and s.id = p_session_id;
      if not found then return; end if;
      if revoked_at is null and expires_at > p_now then
        if last_used is null or last_used <= p_now - interval '1 minute' then
          update public.chrome_extension_sessions s set last_used_at = p_now
           where s.merchant_id = p_merchant_id and s.id = p_session_id and s.revoked_at is null;
        end if;
        if p_predecessor is not null then
          update public.extension_refresh_tokens t set successor_sealed = null
           where t.merchant_id = p_merchant_id and t.id = p_predecessor and t.session_id = p_session_id
             and t.successor_sealed is not null;
        end if;
      end if;
      return next;
    end`,
};

export const namesOfExtensionUsers: SystemFunction = {
  name: "names_of_extension_users",
  reason:
    "Who paired a browser is shown even after they left: only for sessions of the merchant the transaction is bound to.",
  access: { chrome_extension_sessions: ["select"], users: ["select"] },
  args: "",
  returns: "table (user_id uuid, name text)",
  volatility: "stable",
  body: `
    select u.id, u.name from public.users u where u.id in (
      select s.user_id from public.chrome_extension_sessions s
      where s.merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid)`,
};

export const EXTENSION_FUNCTIONS: readonly SystemFunction[] = [
  findExtensionPairing,
  findExtensionRefresh,
  authenticateExtension,
  namesOfExtensionUsers,
];
