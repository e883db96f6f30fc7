import type { SystemFunction } from "./define.ts";

/** Only one dispatcher at a time may number events; the lock ends with its transaction, so numbers become visible in order. */
const DISPATCH_LOCK = 720_110_001;

export const eventFunctions: readonly SystemFunction[] = [
  {
    name: "dispatch_events",
    reason: "Numbers the committed events of all merchants in one order that readers can resume from",
    access: { events: ["select", "update"] },
    args: "p_limit integer",
    returns: "integer",
    language: "plpgsql",
    body: `
declare numbered integer;
begin
  if not pg_try_advisory_xact_lock(${DISPATCH_LOCK}) then return 0; end if;
  update public.events e set seq = next.seq
  from (
    select merchant_id, id, (select greatest(max(seq), 0) from public.events) + row_number() over (order by created_at, id) as seq
    from (select merchant_id, id, created_at from public.events where seq is null order by created_at, id limit p_limit) waiting
  ) next
  where e.merchant_id = next.merchant_id and e.id = next.id;
  get diagnostics numbered = row_count;
  return numbered;
end`,
  },
  {
    name: "events_after",
    reason: "One read per process and tick feeds the live streams of all merchants; the hub hands each its own",
    access: { events: ["select"] },
    args: "p_seq bigint, p_limit integer",
    returns:
      "table (merchant_id uuid, seq bigint, id uuid, type text, happened_at timestamptz, actor_kind text, payload jsonb)",
    volatility: "stable",
    body: `select merchant_id, seq, id, type, happened_at, actor_kind, payload from public.events where seq > p_seq order by seq limit p_limit`,
  },
  {
    name: "last_event_seq",
    reason: "Where a process starts to listen",
    access: { events: ["select"] },
    args: "",
    returns: "bigint",
    volatility: "stable",
    body: `select coalesce(max(seq), 0) from public.events`,
  },
  {
    name: "event_backlog",
    reason: "How many committed events of all merchants wait for their number, counted up to a limit, and since when",
    access: { events: ["select"] },
    args: "p_limit integer",
    returns: "table (waiting bigint, oldest timestamptz)",
    volatility: "stable",
    body: `
      select count(*), min(created_at) from
        (select created_at from public.events where seq is null order by created_at, id limit p_limit) unnumbered`,
  },
  {
    name: "event_reader",
    reason: "Where a consumer of all merchants' events goes on after a restart",
    access: { event_readers: ["select"] },
    args: "p_consumer text",
    returns: "bigint",
    volatility: "stable",
    body: `select coalesce((select seq from public.event_readers where consumer = p_consumer), 0)`,
  },
  {
    name: "advance_event_reader",
    reason: "A consumer has looked at all merchants up to here; never backwards",
    access: { event_readers: ["select", "insert", "update"] },
    args: "p_consumer text, p_seq bigint",
    returns: "void",
    body: `
      insert into public.event_readers as r (consumer, seq) values (p_consumer, p_seq)
      on conflict (consumer) do update set seq = excluded.seq where r.seq < excluded.seq`,
  },
  {
    name: "merchants_with_events",
    reason: "Which merchants a consumer has to look at: ids and numbers only, their events it reads as each of them",
    access: { events: ["select"] },
    args: "p_after bigint, p_limit integer",
    returns: "table (merchant_id uuid, seq bigint)",
    volatility: "stable",
    body: `
      select merchant_id, max(seq) from
        (select merchant_id, seq from public.events where seq > p_after order by seq limit p_limit) later
      group by merchant_id order by 2`,
  },
];
