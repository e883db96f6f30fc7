import type { SandboxClock } from "../clock.ts";
import type { ChatMessage, Line, Person, Thread } from "./model.ts";

export const WINDOW_MS = 24 * 3_600_000;
export const MONTH_MS = 30 * 24 * 3_600_000;

/** Every conversation between a business number and a person, as the person's telephone holds it. */
export class Chats {
  private readonly clock: SandboxClock;
  private readonly threads = new Map<string, Thread>();
  private readonly messages = new Map<string, { thread: Thread; message: ChatMessage }>();

  constructor(clock: SandboxClock) {
    this.clock = clock;
  }

  reset(): void {
    this.threads.clear();
    this.messages.clear();
  }

  list(): Thread[] {
    return [...this.threads.values()];
  }

  /** The thread of the two, begun when there is none. */
  thread(line: Line, person: Person): Thread {
    const key = `${line.id}/${person.id}`;
    const known = this.threads.get(key);
    if (known) return known;
    const thread: Thread = {
      line,
      person,
      messages: [],
      lastInboundAt: null,
      wroteToPhoneAt: null,
      cameByAdAt: null,
      freeUntil: 0,
      typingUntil: 0,
    };
    this.threads.set(key, thread);
    return thread;
  }

  find(messageId: string): { thread: Thread; message: ChatMessage } | undefined {
    return this.messages.get(messageId);
  }

  add(thread: Thread, message: ChatMessage): void {
    thread.messages.push(message);
    this.messages.set(message.id, { thread, message });
  }

  /** 24 h from the person's last message; reactions and notices do not open it (facts section 10). */
  isOpen({ lastInboundAt }: Thread): boolean {
    return lastInboundAt !== null && this.clock.now() - lastInboundAt < WINDOW_MS;
  }

  /** Webhooks leave a hidden number out unless the business wrote to it within 30 days. */
  showsPhone({ person, wroteToPhoneAt }: Thread): boolean {
    return !person.hidesPhone || (wroteToPhoneAt !== null && this.clock.now() - wroteToPhoneAt < MONTH_MS);
  }
}

export const newMessage = (
  given: Pick<ChatMessage, "id" | "from" | "at" | "type" | "content" | "text"> & Partial<ChatMessage>,
): ChatMessage => ({
  quotedId: null,
  statuses: {},
  error: null,
  callbackData: null,
  pricing: null,
  expiresAt: given.at + MONTH_MS,
  held: false,
  seen: false,
  reactions: {},
  edited: false,
  deleted: false,
  ...given,
});
