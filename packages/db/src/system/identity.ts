import type { SystemFunction } from "./define.ts";

const sessionLookup = (name: string, key: string, condition: string, slides: boolean): SystemFunction => ({
  name,
  reason: "Who is asking is found out before any user or merchant is known: session, user and membership in one trip.",
  access: {
    user_sessions: ["select", "update"],
    users: ["select"],
    memberships: ["select"],
    merchant_plans: ["select"],
  },
  args: `${key}, p_merchant_id uuid, p_now timestamptz, p_slide_until timestamptz`,
  returns: `table (session_id uuid, user_id uuid, email text, name text, locale text, is_platform_admin boolean,
    role text, plan text, expires_at timestamptz, renewed boolean)`,
  language: "plpgsql",
  body: `
    declare last_used timestamptz;
    begin
      select s.id, u.id, u.email, u.name, u.locale, u.is_platform_admin, m.role, p.plan, s.expires_at, s.last_used_at
        into session_id, user_id, email, name, locale, is_platform_admin, role, plan, expires_at, last_used
        from public.user_sessions s
        join public.users u on u.id = s.user_id
        left join public.memberships m on m.merchant_id = p_merchant_id and m.user_id = s.user_id
        left join public.merchant_plans p on p.merchant_id = m.merchant_id
       where ${condition} and s.revoked_at is null and s.expires_at > p_now;
      if not found then return; end if;
      renewed := last_used < p_now - interval '1 minute';
      if renewed then
        ${slides ? "expires_at := greatest(expires_at, p_slide_until);" : ""}
        update public.user_sessions s
           set last_used_at = p_now, expires_at = authenticated.expires_at
         where s.id = authenticated.session_id and s.revoked_at is null;
      end if;
      return next;
    end`.replaceAll("authenticated.", `${name}.`),
});

/** By the cookie's token; use prolongs it. */
export const authenticateCookie = sessionLookup(
  "authenticate_cookie",
  "p_token_hash text",
  "s.token_hash = p_token_hash",
  true,
);
/** By the claims of a signed bearer token; its session ends when it was told to. */
export const authenticateSubject = sessionLookup(
  "authenticate_subject",
  "p_session_id uuid, p_user_id uuid",
  "s.id = p_session_id and s.user_id = p_user_id",
  false,
);

export const findUserByEmail: SystemFunction = {
  name: "find_user_by_email",
  reason: "Somebody who signs in or is invited is known by an address only; the caller never passes on what it finds.",
  access: { users: ["select"] },
  args: "p_email text",
  returns: "table (id uuid, name text, locale text, password_hash text, verified boolean)",
  volatility: "stable",
  body: `
    select u.id, u.name, u.locale, u.password_hash, u.email_verified_at is not null
    from public.users u where u.email = p_email`,
};

/** One statement whether or not the address is known, so that the time it takes tells nothing. */
export const issueUserToken: SystemFunction = {
  name: "issue_user_token",
  reason: "A link is asked for before anybody is signed in; the answer must not tell whether the address is known.",
  access: { users: ["select"], user_tokens: ["select", "insert"] },
  args: "p_email text, p_kind text, p_token_hash text, p_expires_at timestamptz",
  returns: "table (user_id uuid, name text, locale text)",
  body: `
    with issued as (
      insert into public.user_tokens (user_id, kind, token_hash, expires_at)
      select u.id, p_kind, p_token_hash, p_expires_at from public.users u where u.email = p_email
      returning user_tokens.user_id)
    select u.id, u.name, u.locale from issued join public.users u on u.id = issued.user_id`,
};

export const findTokenOwner: SystemFunction = {
  name: "find_token_owner",
  reason: "A one-time link names nobody; its owner's transaction then uses it up atomically.",
  access: { user_tokens: ["select"], users: ["select"] },
  args: "p_kind text, p_token_hash text",
  returns: "table (user_id uuid, email text)",
  volatility: "stable",
  body: `
    select t.user_id, u.email from public.user_tokens t join public.users u on u.id = t.user_id
    where t.token_hash = p_token_hash and t.kind = p_kind`,
};

export const findInvitation: SystemFunction = {
  name: "find_invitation",
  reason: "An invited person belongs to no merchant yet: the secret of the link leads to the one that invites.",
  access: { invitations: ["select"], merchants: ["select"] },
  args: "p_token_hash text",
  returns: "table (id uuid, merchant_id uuid, email text, locale text)",
  volatility: "stable",
  body: `
    select i.id, i.merchant_id, i.email, m.locale from public.invitations i
    join public.merchants m on m.id = i.merchant_id where i.token_hash = p_token_hash`,
};

export const membershipsOfUser: SystemFunction = {
  name: "memberships_of_user",
  reason: "A person's own merchants, for the switch between them: only of the user the transaction is bound to.",
  access: { memberships: ["select"], merchants: ["select"], merchant_plans: ["select"] },
  args: "",
  returns: "table (merchant_id uuid, slug text, name text, role text, plan text, is_demo boolean)",
  volatility: "stable",
  body: `
    select m.id, m.slug, m.name, s.role, p.plan, m.is_demo
    from public.memberships s
    join public.merchants m on m.id = s.merchant_id
    join public.merchant_plans p on p.merchant_id = m.id
    where s.user_id = nullif(current_setting('app.user_id', true), '')::uuid
    order by m.name, m.id`,
};

export const membersOfMerchant: SystemFunction = {
  name: "members_of_merchant",
  reason: "Names and addresses of colleagues: only of the merchant the transaction is bound to.",
  access: { memberships: ["select"], users: ["select"] },
  args: "",
  returns: "table (id uuid, user_id uuid, name text, email text, locale text, role text, joined_at timestamptz)",
  volatility: "stable",
  body: `
    select s.id, s.user_id, u.name, u.email, u.locale, s.role, s.joined_at
    from public.memberships s join public.users u on u.id = s.user_id
    where s.merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid
    order by s.joined_at, s.id`,
};

/** A successful sign-in gives its token back: only failures count. */
export const returnTokens: SystemFunction = {
  name: "return_tokens",
  reason: "A limit is shared by processes and belongs to no merchant; the app role has no grant on the table.",
  access: { rate_windows: ["select", "update"] },
  args: "p_key text, p_window_ms bigint, p_count integer",
  returns: "void",
  body: `
    update public.rate_windows set taken = greatest(0, taken - p_count)
    where key = p_key and window_ms = p_window_ms`,
};

export const pruneIdentity: SystemFunction = {
  name: "prune_identity",
  reason: "Sessions and links that ended long ago are nobody's any more; one sweep for all people.",
  access: { user_sessions: ["select", "delete"], user_tokens: ["select", "delete"] },
  args: "p_before timestamptz",
  returns: "void",
  body: `
    delete from public.user_sessions where expires_at < p_before;
    delete from public.user_tokens where expires_at < p_before`,
};

export const IDENTITY_FUNCTIONS: readonly SystemFunction[] = [
  authenticateCookie,
  authenticateSubject,
  findUserByEmail,
  issueUserToken,
  findTokenOwner,
  findInvitation,
  membershipsOfUser,
  membersOfMerchant,
  returnTokens,
  pruneIdentity,
];
