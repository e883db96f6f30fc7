import type { SystemFunction } from "./define.ts";

const EVERYBODY = "Leases order processes, not merchants; the app role has no grant on the table.";

/** Real time: a lease guards against other processes, whatever the business clock says. */
export const takeLease: SystemFunction = {
  name: "take_lease",
  reason: EVERYBODY,
  access: { leases: ["select", "insert", "update"] },
  args: "p_name text, p_holder text, p_ttl_ms integer",
  returns: "boolean",
  body: `
    with taken as (
      insert into public.leases as l (name, holder, expires_at)
      values (p_name, p_holder, clock_timestamp() + p_ttl_ms * interval '1 millisecond')
      on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
      where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
      returning 1)
    select exists (select 1 from taken)`,
};

export const releaseLease: SystemFunction = {
  name: "release_lease",
  reason: EVERYBODY,
  access: { leases: ["select", "delete"] },
  args: "p_name text, p_holder text",
  returns: "void",
  body: `delete from public.leases where name = p_name and holder = p_holder`,
};
