import type { SandboxClock } from "../clock.ts";
import { newMessage, type Chats } from "./chats.ts";
import { ControlError } from "../control-request.ts";
import type { IdMint } from "./ids.ts";
import { cloudFile, cloudRow, whapiEcho, whapiRow, type Said } from "./inbound-rows.ts";
import type { SendLimits } from "./limits.ts";
import type { MediaStore, StoredMedia } from "./media.ts";
import type { ChatMessage, Json, Line, Person, Thread } from "./model.ts";
import type { People } from "./people.ts";
import { metadataOf } from "./push/compose.ts";
import type { CloudEvent, Introductions } from "./push/events.ts";
import type { WhatsAppPush } from "./push/push.ts";
import type { Registry } from "./registry.ts";
import { sampleFile } from "./samples.ts";
import type { PersonAct } from "./control-types.ts";
import { tapOf } from "./taps.ts";

type Parts = {
  clock: SandboxClock;
  ids: IdMint;
  chats: Chats;
  registry: Registry;
  push: WhatsAppPush;
  introductions: Introductions;
  people: People;
  media: MediaStore;
  limits: SendLimits;
  url: () => string;
};
const WORDS = { image: "📷", video: "🎬", audio: "🎤", voice: "🎤", document: "📄", sticker: "🙂" } as const;
/** These neither open the window nor are messages of their own. */
const QUIET = new Set(["reaction", "edit", "revoke", "system"]);

/** What people do with their telephones, told to the business they write to. */
export class Inbox {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Everything a person can send, tap or take back. Resolves to the message as the chat keeps it. */
  async say(person: Person, line: Line, act: PersonAct): Promise<ChatMessage> {
    const { clock, ids, chats, push, introductions, limits } = this.parts;
    const thread = chats.thread(line, person);
    const at = act.at === undefined ? clock.now() : Date.parse(act.at);
    const id = line.kind === "cloud" ? ids.wamid(person.phone, false) : ids.whapi();
    const { type, value, text, file = null, quotedId = null } = await this.read(thread, act);
    const forwarded = act.forwarded ?? null;
    const said: Said = {
      id: act.id ?? id,
      at,
      type,
      value,
      file,
      forwarded,
      quotedId: act.quotedId ?? quotedId,
      referral: act.referral ?? null,
    };
    const message = newMessage({
      id: said.id,
      from: "person",
      at,
      type,
      content: { [type]: value },
      text,
      quotedId: said.quotedId,
    });
    if (!QUIET.has(type)) {
      chats.add(thread, message);
      thread.lastInboundAt = Math.max(at, thread.lastInboundAt ?? 0);
      if (act.referral) thread.cameByAdAt = at;
    }
    limits.takeSecond(line.id, 0, true);
    if (line.kind === "whapi") {
      push.tell({
        vendor: "whapi",
        channelId: line.id,
        type: "messages",
        verb: "post",
        row: whapiRow(said, thread, line),
      });
    } else {
      const row = cloudRow(said, introductions.sender(thread), line);
      const contact = introductions.contact(thread);
      push.tell({
        vendor: "cloud",
        accountId: line.accountId,
        number: line,
        field: "messages",
        part: "messages",
        row,
        contact,
      });
    }
    return message;
  }

  /** Somebody of the business answers on its own telephone: told as an echo, or by Whapi as from us. */
  echo(person: Person, line: Line, text: string): ChatMessage {
    const { clock, ids, chats, push } = this.parts;
    const thread = chats.thread(line, person);
    const at = clock.now();
    const id = line.kind === "cloud" ? ids.wamid(person.phone, true) : ids.whapi();
    const content = { text: { body: text } };
    const statuses = { sent: at, delivered: at };
    const message = newMessage({ id, from: "business", at, type: "text", content, text, statuses });
    chats.add(thread, message);
    if (line.kind === "whapi") {
      const row = whapiEcho(line, thread, message, "mobile");
      push.tell({ vendor: "whapi", channelId: line.id, type: "messages", verb: "post", row });
      return message;
    }
    const timestamp = String(Math.floor(at / 1_000));
    const row: Json = {
      messaging_product: "whatsapp",
      metadata: metadataOf(line),
      message_echoes: [{ from: line.phone, to: person.phone, id, timestamp, type: "text", ...content }],
    };
    const field = "smb_message_echoes";
    push.tell({ vendor: "cloud", accountId: line.accountId, number: line, field, part: "value", row, contact: null });
    return message;
  }

  /** Many people write at once; their messages by id, in their order. */
  async crowd(line: Line, count: { people: number; messages: number }): Promise<string[]> {
    const { people } = this.parts;
    const writers = Array.from({ length: count.people }, () => people.create());
    const ids: string[] = [];
    for (let nth = 0; nth < count.messages; nth++) {
      const writer = writers[nth % writers.length]!; // there is at least one
      ids.push((await this.say(writer, line, { do: "text", text: `Message ${nth} 🌸 «où ?» a@b` })).id);
    }
    return ids;
  }

  /** A new number: told to every business the person has written with, without a contact (facts section 3, system). */
  changeNumber(person: Person, phone: string): void {
    const before = person.phone;
    this.parts.people.move(person, phone);
    this.notice(person, (_thread, sender) => ({
      ...sender,
      from: before,
      system: {
        body: `User ${person.name ?? ""} changed from ${before} to ${person.phone}`,
        wa_id: person.phone,
        type: "user_changed_number",
      },
    }));
  }

  /** A new user id, told with the old one and without the number. */
  changeUserId(person: Person): void {
    person.generation++;
    this.notice(person, (thread) => {
      const { portfolioId } = this.parts.registry.accountOf(thread.line as Extract<Line, { kind: "cloud" }>); // notices go to these only
      const user_id = this.parts.people.userId(person, portfolioId);
      const previous_user_id = this.parts.people.userId(person, portfolioId, 1);
      return {
        from_user_id: user_id,
        system: { body: "User changed their user id", type: "user_changed_user_id", user_id, previous_user_id },
      };
    });
  }

  /** Another telephone: the key behind the account is new. */
  changeIdentity(person: Person): void {
    person.keyChanges++;
    this.notice(person, (_thread, sender) => ({
      ...sender,
      system: {
        body: `User ${person.name ?? ""} changed their identity key`,
        type: "customer_identity_changed",
        wa_id: person.phone,
      },
    }));
  }

  /** The switch inside WhatsApp that stops marketing of one business, or takes it up again. */
  prefer(person: Person, line: Line, value: "stop" | "resume"): void {
    if (line.kind !== "cloud") throw new ControlError(409, "only the Cloud API has this");
    const { chats, introductions, push, clock } = this.parts;
    if (value === "stop") person.stopped.add(line.accountId);
    else person.stopped.delete(line.accountId);
    const thread = chats.thread(line, person);
    const row: Json = {
      messaging_product: "whatsapp",
      metadata: metadataOf(line),
      contacts: [introductions.contact(thread)],
      user_preferences: [
        {
          ...(chats.showsPhone(thread) && { wa_id: person.phone }),
          user_id: introductions.userId(thread),
          detail: `User requested to ${value} marketing messages`,
          category: "marketing_messages",
          value,
          timestamp: Math.floor(clock.now() / 1_000),
        },
      ],
    };
    push.tell({
      vendor: "cloud",
      accountId: line.accountId,
      number: line,
      field: "user_preferences",
      part: "value",
      row,
      contact: null,
    });
  }

  private notice(person: Person, rowOf: (thread: Thread, sender: Json) => Json): void {
    const { chats, push, ids, clock, introductions } = this.parts;
    for (const thread of chats.list()) {
      const { line } = thread;
      if (thread.person !== person || line.kind !== "cloud") continue;
      const id = ids.wamid(person.phone, false);
      const timestamp = String(Math.floor(clock.now() / 1_000));
      const row = { ...rowOf(thread, introductions.sender(thread)), id, timestamp, type: "system" };
      const event: CloudEvent = {
        vendor: "cloud",
        accountId: line.accountId,
        number: line,
        field: "messages",
        part: "messages",
        row,
        contact: null,
      };
      push.tell(event);
    }
  }

  private async read(
    thread: Thread,
    act: PersonAct,
  ): Promise<{ type: string; value: unknown; text: string; file?: StoredMedia; quotedId?: string }> {
    switch (act.do) {
      case "text":
        return { type: "text", value: { body: act.text }, text: act.text };
      case "file":
        return this.file(thread, act);
      case "location": {
        const { latitude, longitude, name, address } = act;
        return {
          type: "location",
          value: { latitude, longitude, name, address },
          text: `📍 ${name ?? `${latitude}, ${longitude}`}`,
        };
      }
      case "contacts":
        return { type: "contacts", value: act.contacts, text: "👤" };
      case "tap": {
        const tapped = this.of(thread, act.messageId, "business");
        const { type, value, text } = tapOf(tapped, act.buttonId);
        return { type, value, text, quotedId: tapped.id };
      }
      case "react": {
        const target = this.parts.chats.find(act.messageId)?.message;
        if (target && act.emoji) target.reactions.person = act.emoji;
        else if (target) delete target.reactions.person;
        return {
          type: "reaction",
          value: { message_id: act.messageId, ...(act.emoji !== undefined && { emoji: act.emoji }) },
          text: act.emoji ?? "",
        };
      }
      case "edit": {
        const target = this.of(thread, act.messageId, "person");
        target.text = act.text;
        target.edited = true;
        return {
          type: "edit",
          value: { original_message_id: target.id, message: { type: "text", text: { body: act.text } } },
          text: act.text,
        };
      }
      case "revoke": {
        const target = this.of(thread, act.messageId, "person");
        target.deleted = true;
        return { type: "revoke", value: { original_message_id: target.id }, text: "" };
      }
      case "unsupported":
        return {
          type: "unsupported",
          value: {
            errors: [
              {
                code: 131051,
                title: "Message type unknown",
                message: "Message type unknown",
                error_data: { details: "Message type is currently not supported." },
              },
            ],
            unsupported: { type: act.what },
          },
          text: act.what,
        };
      case "raw":
        return { type: act.type, value: act.content, text: act.type };
    }
  }

  private of(thread: Thread, messageId: string, from: ChatMessage["from"]): ChatMessage {
    const found = this.parts.chats.find(messageId);
    if (found?.thread !== thread || found.message.from !== from)
      throw new ControlError(404, `no such message of the ${from} in this chat`);
    return found.message;
  }

  private async file({ line }: Thread, act: Extract<PersonAct, { do: "file" }>) {
    const { media, ids, url } = this.parts;
    const sample = act.base64 === undefined ? await sampleFile(act.kind, ids.word(8)) : undefined;
    const bytes = act.base64 === undefined ? sample?.bytes : Buffer.from(act.base64, "base64");
    const mimeType = act.mimeType ?? sample?.mimeType;
    if (!bytes || mimeType === undefined) throw new ControlError(400, "base64 and mimeType are wanted");
    const filename = act.filename ?? sample?.filename;
    const isCloud = line.kind === "cloud";
    const file = media.add(isCloud ? "inbound" : "whapi", isCloud ? line.accountId : line.id, {
      bytes,
      mimeType,
      filename,
    });
    const type = act.kind === "voice" ? "audio" : act.kind;
    const more: Json = {
      ...(act.caption !== undefined && { caption: act.caption }),
      ...(type === "document" && filename !== undefined && { filename }),
      ...(type === "audio" && { voice: act.kind === "voice" }),
      ...(type === "sticker" && { animated: false }),
    };
    const value = cloudFile(file, `${url()}/graph-media/${media.address(file.id)}`, more);
    return {
      type,
      value,
      text: `${WORDS[act.kind]} ${act.caption ?? (type === "document" ? (filename ?? "") : "")}`.trim(),
      file,
    };
  }
}
