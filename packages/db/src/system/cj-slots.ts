import type { SystemFunction } from "./define.ts";

/** Like take_slot, but takes nothing when the slot would come too late: callers who give up must not push the queue back. */
export const takeSlotWithin: SystemFunction = {
  name: "take_slot_within",
  reason: "A limit of a vendor or an address is shared by merchants and processes; the app role has no grant.",
  access: { rate_slots: ["select", "insert", "update"] },
  args: "p_key text, p_spacing_ms integer, p_max_wait_ms integer",
  returns: "integer",
  body: `
    insert into public.rate_slots as s (key, next_at)
    values (p_key, clock_timestamp() + p_spacing_ms * interval '1 millisecond')
    on conflict (key) do update
      set next_at = greatest(s.next_at, clock_timestamp()) + p_spacing_ms * interval '1 millisecond'
      where s.next_at <= clock_timestamp() + p_max_wait_ms * interval '1 millisecond'
    returning greatest(0, ceil(extract(epoch from next_at - clock_timestamp()) * 1000)::integer - p_spacing_ms)`,
};
