import { eventKey } from "./keys.ts";
import type { ChannelRef, ItemBase, WebhookItem } from "./types.ts";

type WithoutBase<T> = T extends ItemBase ? Omit<T, keyof ItemBase> : never;
/** An item without key, channel, time, path and raw. */
export type Body = WithoutBase<WebhookItem>;

/** One place of a body, where items are added. */
export type Spot = {
  channel: ChannelRef;
  /** The same body, one step further in. */
  at: (step: string, channel?: ChannelRef) => Spot;
  add: (base: Pick<ItemBase, "key" | "at" | "raw">, body: Body) => void;
  /** Something without an id of its own. */
  event: (topic: string, raw: unknown, at: Date | null, body: Body) => void;
  unknown: (raw: unknown, topic: string, why: string, at?: Date | null) => void;
  malformed: (raw: unknown, topic: string, why: string, at?: Date | null) => void;
};

export function createSpot(items: WebhookItem[], receivedAt: Date, channel: ChannelRef, path = ""): Spot {
  const spot: Spot = {
    channel,
    at: (step, inner = channel) =>
      createSpot(
        items,
        receivedAt,
        inner,
        path === "" || /^(?:\[|$)/.test(step) ? `${path}${step}` : `${path}.${step}`,
      ),
    add: (base, body) => void items.push({ ...base, ...body, channel, path }),
    event: (topic, raw, at, body) => spot.add({ key: eventKey(channel, topic, raw, at, receivedAt), at, raw }, body),
    unknown: (raw, topic, why, at = null) => spot.event(topic, raw, at, { kind: "unknown", topic, why }),
    malformed: (raw, topic, why, at = null) => spot.event(topic, raw, at, { kind: "malformed", topic, why }),
  };
  return spot;
}
