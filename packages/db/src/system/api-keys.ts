import type { SystemFunction } from "./define.ts";

/** The key, its creator's membership and the merchant's plan as they are now; notes the use, at most once a minute. */
export const authenticateApiKey: SystemFunction = {
  name: "authenticate_api_key",
  reason: "A program knows its key and no merchant: whose it is, and what it may do now, in one trip.",
  access: {
    api_keys: ["select", "update"],
    memberships: ["select"],
    merchant_plans: ["select"],
    users: ["select"],
  },
  args: "p_key_hash text, p_now timestamptz",
  returns: `table (merchant_id uuid, key_id uuid, name text, created_by uuid, locale text, role text, plan text,
    scopes text[], expires_at timestamptz, revoked_at timestamptz)`,
  language: "plpgsql",
  body: `
    declare last_used timestamptz;
    begin
      select k.merchant_id, k.id, k.name, k.created_by, u.locale, m.role, p.plan, k.scopes, k.expires_at, k.revoked_at,
             k.last_used_at
        into merchant_id, key_id, name, created_by, locale, role, plan, scopes, expires_at, revoked_at, last_used
        from public.api_keys k
        join public.users u on u.id = k.created_by
        left join public.merchant_plans p on p.merchant_id = k.merchant_id
        left join public.memberships m on m.merchant_id = k.merchant_id and m.user_id = k.created_by
       where k.key_hash = p_key_hash;
      if not found then return; end if;
      if revoked_at is null and role is not null and (expires_at is null or expires_at > p_now)
         and (last_used is null or last_used <= p_now - interval '1 minute') then
        update public.api_keys k set last_used_at = p_now
         where k.merchant_id = authenticate_api_key.merchant_id and k.id = key_id and k.revoked_at is null;
      end if;
      return next;
    end`,
};

export const creatorsOfApiKeys: SystemFunction = {
  name: "creators_of_api_keys",
  reason: "Who created a key is shown even after they left: only for keys of the merchant the transaction is bound to.",
  access: { api_keys: ["select"], memberships: ["select"], users: ["select"] },
  args: "",
  returns: "table (user_id uuid, name text, role text)",
  volatility: "stable",
  body: `
    select u.id, u.name, m.role
    from (select distinct k.merchant_id, k.created_by from public.api_keys k
          where k.merchant_id = nullif(current_setting('app.merchant_id', true), '')::uuid) own
    join public.users u on u.id = own.created_by
    left join public.memberships m on m.merchant_id = own.merchant_id and m.user_id = own.created_by`,
};

export const API_KEY_FUNCTIONS: readonly SystemFunction[] = [authenticateApiKey, creatorsOfApiKeys];
