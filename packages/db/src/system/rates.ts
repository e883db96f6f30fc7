import type { SystemFunction } from "./define.ts";

const EVERYBODY = "A limit of a vendor or an address is shared by merchants and processes; the app role has no grant.";

/** Reserves the next free moment of a bucket; the row lock makes concurrent callers queue up. */
export const takeSlot: SystemFunction = {
  name: "take_slot",
  reason: EVERYBODY,
  access: { rate_slots: ["select", "insert", "update"] },
  args: "p_key text, p_spacing_ms integer",
  returns: "integer",
  body: `
    insert into public.rate_slots as s (key, next_at)
    values (p_key, clock_timestamp() + p_spacing_ms * interval '1 millisecond')
    on conflict (key) do update
      set next_at = greatest(s.next_at, clock_timestamp()) + p_spacing_ms * interval '1 millisecond'
    returning greatest(0, ceil(extract(epoch from next_at - clock_timestamp()) * 1000)::integer - p_spacing_ms)`,
};

/**
 * A use every p_every_ms on the whole, or up to p_burst of them within p_burst_ms borrowed from the time that follows: until all are
 * paid back there is no further one. 0: taken; else how long until there is one, and nothing is taken.
 */
export const takeBurst: SystemFunction = {
  name: "take_burst",
  reason: EVERYBODY,
  access: { rate_slots: ["select", "insert", "update"], rate_windows: ["select", "insert", "update"] },
  args: "p_key text, p_every_ms integer, p_burst integer, p_burst_ms bigint",
  returns: "integer",
  language: "plpgsql",
  body: `
    declare
      every interval := p_every_ms * interval '1 millisecond';
      free_at timestamptz;
    begin
      insert into public.rate_slots (key, next_at) values (p_key, clock_timestamp()) on conflict (key) do nothing;
      select s.next_at into strict free_at from public.rate_slots s where s.key = p_key for update;
      if free_at <= clock_timestamp() then
        insert into public.rate_windows as w (key, window_ms, started_at, taken)
        values (p_key, p_burst_ms, clock_timestamp(), 1)
        on conflict (key, window_ms) do update set started_at = excluded.started_at, taken = 1;
        update public.rate_slots s set next_at = clock_timestamp() + every where s.key = p_key;
        return 0;
      end if;
      update public.rate_windows w set taken = w.taken + 1
      where w.key = p_key and w.window_ms = p_burst_ms and w.taken < p_burst
        and w.started_at + p_burst_ms * interval '1 millisecond' >= clock_timestamp();
      if found then
        update public.rate_slots s set next_at = s.next_at + every where s.key = p_key;
        return 0;
      end if;
      return greatest(1, ceil(extract(epoch from free_at - clock_timestamp()) * 1000)::integer);
    end`,
};

/** Grants up to p_want of what the fixed window still has; a window that has passed starts anew. */
export const leaseTokens: SystemFunction = {
  name: "lease_tokens",
  reason: EVERYBODY,
  access: { rate_windows: ["select", "insert", "update"] },
  args: "p_key text, p_window_ms bigint, p_limit integer, p_want integer",
  returns: "table (granted integer, remaining integer, resets_in_ms integer)",
  language: "plpgsql",
  body: `
    declare
      win public.rate_windows;
      span interval := p_window_ms * interval '1 millisecond';
    begin
      insert into public.rate_windows (key, window_ms, started_at, taken)
      values (p_key, p_window_ms, clock_timestamp(), 0) on conflict do nothing;
      select * into strict win from public.rate_windows w where w.key = p_key and w.window_ms = p_window_ms for update;
      if win.started_at + span <= clock_timestamp() then
        win.started_at := clock_timestamp();
        win.taken := 0;
      end if;
      granted := greatest(0, least(p_want, p_limit - win.taken));
      update public.rate_windows w set started_at = win.started_at, taken = win.taken + granted
      where w.key = p_key and w.window_ms = p_window_ms;
      remaining := p_limit - win.taken - granted;
      resets_in_ms := greatest(0, ceil(extract(epoch from win.started_at + span - clock_timestamp()) * 1000));
      return next;
    end`,
};

/** What is taken of the running windows of these keys. Whoever asks names the keys, which hold ids of their own. */
export const readWindows: SystemFunction = {
  name: "read_windows",
  reason: EVERYBODY,
  access: { rate_windows: ["select"] },
  args: "p_keys text[]",
  returns: "table (key text, window_ms bigint, taken integer, resets_in_ms integer)",
  volatility: "stable",
  body: `
    select w.key, w.window_ms, w.taken,
      ceil(extract(epoch from w.started_at + w.window_ms * interval '1 millisecond' - clock_timestamp()) * 1000)::integer
    from public.rate_windows w
    where w.key = any(p_keys) and w.started_at + w.window_ms * interval '1 millisecond' > clock_timestamp()`,
};

/** Buckets untouched for a day are as good as absent. */
export const pruneRates: SystemFunction = {
  name: "prune_rates",
  reason: EVERYBODY,
  access: { rate_slots: ["select", "delete"], rate_windows: ["select", "delete"] },
  args: "",
  returns: "void",
  body: `
    delete from public.rate_slots where next_at < clock_timestamp() - interval '1 day';
    delete from public.rate_windows
    where started_at + window_ms * interval '1 millisecond' < clock_timestamp() - interval '1 day'`,
};
