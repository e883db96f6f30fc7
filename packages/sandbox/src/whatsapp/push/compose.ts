import { hash32 } from "../../random.ts";
import type { Json, PhoneNumber } from "../model.ts";
import type { CloudEvent, WhapiEvent } from "./events.ts";

type Value = { messaging_product: "whatsapp"; metadata: Json; contacts?: Json[]; messages?: Json[]; statuses?: Json[] };
type Change = { field: string; value: Json };
type Entry = { id: string; time?: number; changes: Change[] };

export const metadataOf = ({ phone, id }: PhoneNumber): Json => ({ display_phone_number: phone, phone_number_id: id });

/**
 * One body from what happened, in its order. Neighbours of one number share a `value` or have one each, and `object` stands first
 * or last: the seed decides, because both are met. `time` is on entries of other fields only.
 */
export function cloudBody(events: readonly CloudEvent[], seed: string, now: number): Json {
  const entries: Entry[] = [];
  let open: { value: Value; number: PhoneNumber } | undefined;
  for (const [at, event] of events.entries()) {
    const isOther = event.field !== "messages";
    let entry = entries.at(-1);
    if (!entry || entry.id !== event.accountId || isOther !== (entry.time !== undefined)) {
      entry = { id: event.accountId, ...(isOther && { time: Math.floor(now / 1_000) }), changes: [] };
      entries.push(entry);
      open = undefined;
    }
    if (event.part === "value" || !event.number) {
      entry.changes.push({ field: event.field, value: event.row });
      open = undefined;
      continue;
    }
    const shares = open?.number === event.number && hash32(`${seed}:shares:${at}`) % 2 === 0;
    if (!open || !shares) {
      const value: Value = { messaging_product: "whatsapp", metadata: metadataOf(event.number) };
      entry.changes.push({ field: event.field, value });
      open = { value, number: event.number };
    }
    (open.value[event.part] ??= []).push(event.row);
    if (event.contact) addContact(open.value, event.contact);
  }
  const body = { object: "whatsapp_business_account", entry: entries };
  const isLast = entries.some(({ time }) => time !== undefined) && hash32(`${seed}:last`) % 2 === 0;
  return isLast ? { entry: entries, object: body.object } : body;
}

/** Listed once each, and never in the order of the messages: nobody may match them by their place. */
function addContact(value: Value, contact: Json): void {
  const known = (value.contacts ??= []);
  if (!known.some((one) => one["user_id"] === contact["user_id"])) known.unshift(contact);
}

/** Whapi puts one kind of thing into a body. */
export function whapiBody(events: readonly WhapiEvent[]): Json {
  const [first] = events;
  if (!first) throw new RangeError("nothing to tell");
  const { type, verb, channelId } = first;
  const rows = events.map(({ row }) => row);
  return {
    ...(type === "channel" ? { health: rows[0] } : { [type]: rows }),
    event: { type, event: verb },
    channel_id: channelId,
  };
}
