import type { ChatMessage, Json, PhoneNumber, StatusWord, Thread } from "../model.ts";
import { webhookError } from "../graph/errors.ts";
import type { Chats } from "../chats.ts";
import type { People } from "../people.ts";
import type { Registry } from "../registry.ts";

/** One thing a webhook has to tell. `row` is an element of `messages` or `statuses`, or the whole `value` of another field. */
export type CloudEvent = {
  vendor: "cloud";
  accountId: string;
  number: PhoneNumber | null;
  field: string;
  part: "messages" | "statuses" | "value";
  row: Json;
  contact: Json | null;
};
export type WhapiEvent = {
  vendor: "whapi";
  channelId: string;
  type: "messages" | "statuses" | "channel";
  verb: string;
  row: Json;
};
export type OutEvent = CloudEvent | WhapiEvent;

export const seconds = (ms: number): string => String(Math.floor(ms / 1_000));
const WHAPI_CODES: Partial<Record<string, number>> = {
  failed: 0,
  pending: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  played: 5,
};

/** How a thread's person appears in webhooks: names, number and ids as far as they are shown. */
export class Introductions {
  private readonly people: People;
  private readonly chats: Chats;
  private readonly registry: Registry;

  constructor(people: People, chats: Chats, registry: Registry) {
    this.people = people;
    this.chats = chats;
    this.registry = registry;
  }

  userId({ line, person }: Thread): string | null {
    return line.kind === "cloud" ? this.people.userId(person, this.registry.accountOf(line).portfolioId) : null;
  }

  contact(thread: Thread): Json {
    const { person } = thread;
    return {
      profile: { name: person.name ?? "", ...(person.username !== null && { username: person.username }) },
      ...(this.chats.showsPhone(thread) && { wa_id: person.phone }),
      user_id: this.userId(thread),
    };
  }

  /** `from` and `from_user_id`: the number is left out, not empty, when it is hidden. */
  sender(thread: Thread): Json {
    return {
      ...(this.chats.showsPhone(thread) && { from: thread.person.phone }),
      from_user_id: this.userId(thread),
    };
  }

  /** A status of a message of the business, in the form of whichever vendor carried it. */
  status(thread: Thread, message: ChatMessage, word: StatusWord, at: number, details = ""): OutEvent {
    const { line, person } = thread;
    if (line.kind === "whapi") {
      const row = {
        id: message.id,
        code: WHAPI_CODES[word],
        status: word,
        recipient_id: `${person.phone}@s.whatsapp.net`,
        ...(word === "read" && { viewer_id: person.phone }),
        timestamp: seconds(at),
      };
      return { vendor: "whapi", channelId: line.id, type: "statuses", verb: "post", row };
    }
    // The price comes with sent and once more with whatever of delivered and read is first.
    const { delivered, read } = message.statuses;
    const priced =
      word === "sent" || (word === "delivered" && read === undefined) || (word === "read" && delivered === undefined);
    const row = {
      id: message.id,
      status: word,
      timestamp: seconds(at),
      ...(this.chats.showsPhone(thread) && { recipient_id: person.phone }),
      recipient_user_id: this.userId(thread),
      ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
      ...(priced && message.pricing && { pricing: message.pricing }),
      ...(word === "failed" && message.error !== null && { errors: [webhookError(message.error, details)] }),
    };
    return {
      vendor: "cloud",
      accountId: line.accountId,
      number: line,
      field: "messages",
      part: "statuses",
      row,
      contact: word === "failed" ? null : this.contact(thread),
    };
  }
}
