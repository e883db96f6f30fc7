import type { SandboxClock } from "../clock.ts";
import { newMessage, WINDOW_MS, type Chats } from "./chats.ts";
import { GraphRefusal } from "./graph/errors.ts";
import type { IdMint } from "./ids.ts";
import type { ChatMessage, Json, PhoneNumber, Pricing, StatusWord, Thread } from "./model.ts";
import type { Introductions } from "./push/events.ts";
import type { WhatsAppPush } from "./push/push.ts";
import type { Registry } from "./registry.ts";

/** What a business sends, already checked. */
export type Draft = {
  type: string;
  content: Json;
  text: string;
  quotedId?: string | null;
  callbackData?: string | null;
  /** Of a template; nothing else goes outside the window. */
  category?: string;
  ttlMs?: number;
  held?: boolean;
  toPhone?: boolean;
  /** What is already known to go wrong later. */
  failsWith?: number | null;
};

const TOLD_AFTER_MS = { sent: 0, delivered: 1_000, read: 2_000 } as const;
const DETAILS: Record<number, string> = {
  131026: "The recipient could not receive the message",
  131047: "More than 24 hours have passed since the customer last replied",
  131050: "The recipient does not want marketing messages of this business",
  131048: "There are restrictions on how many messages can be sent from this phone number",
};

/** What becomes of messages of a business: they arrive tick by tick, or fail. */
export class Outbox {
  private readonly clock: SandboxClock;
  private readonly ids: IdMint;
  private readonly chats: Chats;
  private readonly registry: Registry;
  private readonly push: WhatsAppPush;
  private readonly introductions: Introductions;

  constructor(parts: {
    clock: SandboxClock;
    ids: IdMint;
    chats: Chats;
    registry: Registry;
    push: WhatsAppPush;
    introductions: Introductions;
  }) {
    this.clock = parts.clock;
    this.ids = parts.ids;
    this.chats = parts.chats;
    this.registry = parts.registry;
    this.push = parts.push;
    this.introductions = parts.introductions;
  }

  /** Takes it. Refuses with the recipient's code when the number answers so at once. */
  accept(thread: Thread, draft: Draft): ChatMessage {
    const { line, person } = thread;
    const code = line.kind === "cloud" ? this.obstacle(thread, line, draft) : person.reach === "absent" ? 131026 : null;
    if (code !== null && line.kind === "cloud" && line.refusals === "answer")
      throw new GraphRefusal(code, DETAILS[code] ?? "");
    const now = this.clock.now();
    const message = newMessage({
      id: line.kind === "cloud" ? this.ids.wamid(person.phone, true) : this.ids.whapi(),
      from: "business",
      at: now,
      type: draft.type,
      content: draft.content,
      text: draft.text,
      quotedId: draft.quotedId ?? null,
      callbackData: draft.callbackData ?? null,
      pricing: line.kind === "cloud" ? this.priceOf(thread, draft) : null,
      held: draft.held ?? false,
      ...(draft.ttlMs !== undefined && { expiresAt: now + draft.ttlMs }),
    });
    this.chats.add(thread, message);
    if (draft.toPhone) thread.wroteToPhoneAt = now;
    thread.typingUntil = 0;
    if (code !== null) this.fail(thread, message, code);
    else if (!message.held) this.travel(thread, message);
    return message;
  }

  /** A held template goes, or is dropped with the others of its bulk (132015). */
  release(messageId: string, drop: boolean): ChatMessage | undefined {
    const found = this.chats.find(messageId);
    if (!found?.message.held) return undefined;
    found.message.held = false;
    if (drop) this.fail(found.thread, found.message, 132015);
    else this.travel(found.thread, found.message);
    return found.message;
  }

  /** The telephone is on again: what waited arrives, unless its time is over. */
  arrive(thread: Thread): void {
    const waits = ({ from, statuses, held, type }: ChatMessage): boolean =>
      from === "business" &&
      !held &&
      type !== "reaction" &&
      statuses.sent !== undefined &&
      statuses.delivered === undefined;
    for (const message of thread.messages)
      if (waits(message) && message.error === null && message.expiresAt > this.clock.now())
        this.travel(thread, message);
  }

  /** The person opens the chat. Without receipts nobody is told. */
  read(thread: Thread): void {
    for (const message of thread.messages) {
      const { from, statuses, type } = message;
      if (from !== "business" || type === "reaction" || statuses.delivered === undefined || statuses.read !== undefined)
        continue;
      // Nothing is read before it is there.
      const at = Math.max(this.clock.now(), statuses.delivered);
      if (thread.person.receipts !== "silent") this.mark(thread, message, "read", at);
    }
  }

  /** Any word at any time, as late or wrong ones do. */
  mark(thread: Thread, message: ChatMessage, word: StatusWord, at = this.clock.now(), details = ""): void {
    const event = this.introductions.status(thread, message, word, at, details);
    message.statuses[word] ??= at;
    this.push.tell(event, at);
  }

  fail(thread: Thread, message: ChatMessage, code: number): void {
    message.error = code;
    this.mark(thread, message, "failed", this.clock.now(), DETAILS[code] ?? "");
  }

  private travel(thread: Thread, message: ChatMessage): void {
    const { person, line } = thread;
    const now = this.clock.now();
    if (message.statuses.sent === undefined) this.mark(thread, message, "sent", now + TOLD_AFTER_MS.sent);
    // Of reactions nothing more is told.
    if (message.type === "reaction" || !person.online || person.blocks.has(line.id)) return;
    this.mark(thread, message, "delivered", now + TOLD_AFTER_MS.delivered);
    if (person.receipts === "read") this.mark(thread, message, "read", now + TOLD_AFTER_MS.read);
  }

  /** Why it will not arrive; facts say "never conclude that one is blocked", because the code is the same as for others. */
  private obstacle(thread: Thread, number: PhoneNumber, { category, failsWith }: Draft): number | null {
    const { person } = thread;
    const account = this.registry.accountOf(number);
    if (failsWith != null) return failsWith;
    if (number.failsWith !== null) return number.failsWith;
    if (person.reach === "absent" || person.blocks.has(number.id)) return 131026;
    if (person.failsWith !== null) return person.failsWith;
    if (category === "MARKETING" && person.stopped.has(account.id)) return 131050;
    return category === undefined && !this.chats.isOpen(thread) ? 131047 : null;
  }

  /** Who came by an advertisement and is answered within a day costs nothing for three; the window closes as ever (facts section 10). */
  private isFreeEntry(thread: Thread): boolean {
    const now = this.clock.now();
    if (thread.cameByAdAt !== null && now - thread.cameByAdAt < WINDOW_MS) thread.freeUntil = now + 3 * WINDOW_MS;
    if (thread.freeUntil > now) thread.cameByAdAt = null;
    return thread.freeUntil > now;
  }

  private priceOf(thread: Thread, { category, type }: Draft): Pricing | null {
    if (type === "reaction") return null;
    if (this.isFreeEntry(thread))
      return { billable: false, pricing_model: "PMP", type: "free_entry_point", category: "referral_conversion" };
    const isFree = category === undefined || (category === "UTILITY" && this.chats.isOpen(thread));
    return {
      billable: !isFree,
      pricing_model: "PMP",
      type: isFree ? "free_customer_service" : "regular",
      category: category === undefined ? "service" : category.toLowerCase(),
    };
  }
}
