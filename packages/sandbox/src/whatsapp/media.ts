import { createHash } from "node:crypto";
import type { SandboxClock } from "../clock.ts";
import type { IdMint } from "./ids.ts";

const DAY_MS = 86_400_000;
/** Uploads live 30 days, ids from webhooks 7, an address five minutes (facts section 7). */
const LIFE_MS = { upload: 30 * DAY_MS, inbound: 7 * DAY_MS, whapi: 30 * DAY_MS } as const;
const ADDRESS_MS = 5 * 60_000;

export type StoredMedia = {
  id: string;
  /** The account or channel it belongs to. */
  owner: string;
  bytes: Buffer;
  mimeType: string;
  filename: string | null;
  /** Hex. */
  sha256: string;
  expiresAt: number;
};

/** Files of both vendors. */
export class MediaStore {
  private readonly clock: SandboxClock;
  private readonly ids: IdMint;
  private readonly files = new Map<string, StoredMedia>();
  private readonly addresses = new Map<string, { mediaId: string; expiresAt: number }>();

  constructor(clock: SandboxClock, ids: IdMint) {
    this.clock = clock;
    this.ids = ids;
  }

  reset(): void {
    this.files.clear();
    this.addresses.clear();
  }

  add(
    origin: keyof typeof LIFE_MS,
    owner: string,
    file: { bytes: Buffer; mimeType: string; filename?: string | null | undefined },
  ): StoredMedia {
    const id =
      origin === "whapi" ? `${/\w+$/.exec(file.mimeType)?.[0] ?? "file"}-${this.ids.word(24)}` : this.ids.digits(16);
    const stored: StoredMedia = {
      id,
      owner,
      bytes: file.bytes,
      mimeType: file.mimeType,
      filename: file.filename ?? null,
      sha256: createHash("sha256").update(file.bytes).digest("hex"),
      expiresAt: this.clock.now() + LIFE_MS[origin],
    };
    this.files.set(id, stored);
    return stored;
  }

  /** Undefined when there is none, or none any more. */
  find(id: string): StoredMedia | undefined {
    const file = this.files.get(id);
    return file && file.expiresAt > this.clock.now() ? file : undefined;
  }

  delete(id: string): boolean {
    return this.files.delete(id);
  }

  /** A fresh address, as a word; the old ones live on until their time. */
  address(mediaId: string): string {
    const word = this.ids.word(40);
    this.addresses.set(word, { mediaId, expiresAt: this.clock.now() + ADDRESS_MS });
    return word;
  }

  at(word: string): StoredMedia | undefined {
    const address = this.addresses.get(word);
    return address && address.expiresAt > this.clock.now() ? this.find(address.mediaId) : undefined;
  }
}

export const base64Digest = ({ sha256 }: StoredMedia): string => Buffer.from(sha256, "hex").toString("base64");
