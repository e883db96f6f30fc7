import type pg from "pg";

/** At most 20 a second and process: NOTIFY takes a lock that all commits share. */
const SPACING_MS = 50;
/** PostgreSQL refuses payloads of 8,000 bytes. */
const MAX_PAYLOAD = 7_500;

/** Collects wake-ups and sends them outside any business transaction. Losing one is harmless: readers also poll. */
export class Wakeups {
  readonly #pool: pg.Pool;
  readonly #onError: (error: Error) => void;
  readonly #waiting = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | undefined;
  #lastSentAt = -Infinity;
  #sending: Promise<void> = Promise.resolve();

  constructor(pool: pg.Pool, onError: (error: Error) => void) {
    this.#pool = pool;
    this.#onError = onError;
  }

  /** Asks the listeners of `channel` to look at `key`, usually a merchant's id. */
  add(channel: string, key: string): void {
    const keys = this.#waiting.get(channel) ?? new Set();
    keys.add(key);
    this.#waiting.set(channel, keys);
    const wait = Math.max(0, this.#lastSentAt + SPACING_MS - performance.now());
    this.#timer ??= setTimeout(() => void this.#flush(), wait);
  }

  /** Sends what waits, then nothing more. */
  async close(): Promise<void> {
    await this.#flush();
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lastSentAt = performance.now();
    const messages = [...this.#waiting].flatMap(([channel, keys]) => payloads(keys).map((text) => ({ channel, text })));
    this.#waiting.clear();
    if (messages.length > 0) this.#sending = this.#sending.then(() => this.#send(messages));
    return this.#sending;
  }

  async #send(messages: { channel: string; text: string }[]): Promise<void> {
    try {
      await this.#pool.query("select pg_notify(c, p) from unnest($1::text[], $2::text[]) as w(c, p)", [
        messages.map((message) => message.channel),
        messages.map((message) => message.text),
      ]);
    } catch (error) {
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** Comma-separated keys; an empty payload, "look at everything", when they do not fit. */
function payloads(keys: Set<string>): string[] {
  const text = [...keys].join(",");
  return [text.length > MAX_PAYLOAD ? "" : text];
}
