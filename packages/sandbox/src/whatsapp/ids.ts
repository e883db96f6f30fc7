import { hash32, hexDigits } from "../random.ts";

/** Ids by the seed and a count. Their inside imitates real ones; nobody may read it. */
export class IdMint {
  private readonly seed: string;
  private made = 0;

  constructor(seed: string) {
    this.seed = seed;
  }

  /** `wamid.` and base64 that holds whom it concerns; `outgoing` ones look a little different. */
  wamid(about: string, outgoing: boolean): string {
    const inner = Buffer.concat([
      Buffer.from([0x1c, 0x18, about.length]),
      Buffer.from(about),
      Buffer.from(outgoing ? [0x15, 0x02, 0x00, 0x11, 0x18, 0x12] : [0x15, 0x02, 0x00, 0x12, 0x18, 0x14]),
      Buffer.from(hexDigits(`${this.seed}:wamid:${++this.made}`, outgoing ? 18 : 20).toUpperCase()),
      Buffer.from([0]),
    ]);
    return `wamid.${inner.toString("base64")}`;
  }

  whapi(): string {
    const digits = Buffer.from(hexDigits(`${this.seed}:whapi:${++this.made}`, 40), "hex").toString("base64url");
    const text = digits.replaceAll("-", ".").replaceAll("_", "x");
    return `${text.slice(0, 16)}-${text.slice(16, 26)}`;
  }

  /** Digits, as Meta numbers its objects; below 2^53. */
  digits(length = 15): string {
    const from = hexDigits(`${this.seed}:id:${++this.made}`, 16);
    const digits = BigInt(`0x${from}`).toString().padEnd(length, "7");
    return `${(hash32(from) % 8) + 1}${digits.slice(0, length - 1)}`;
  }

  /** Letters and digits for tokens, handles and addresses. */
  word(length: number): string {
    return hexDigits(`${this.seed}:word:${++this.made}`, length);
  }
}
