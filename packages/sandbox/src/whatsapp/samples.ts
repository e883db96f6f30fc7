import sharp from "sharp";
import { hash32 } from "../random.ts";

export type SampleKind = "image" | "video" | "audio" | "voice" | "document" | "sticker";
export type Sample = { bytes: Buffer; mimeType: string; filename: string };

/** A real file of the kind, its colour by the key; undefined for films, of which there is none. */
export async function sampleFile(kind: SampleKind, key: string): Promise<Sample | undefined> {
  switch (kind) {
    case "image":
      return {
        bytes: await plane(key, 640, 480).jpeg({ quality: 80 }).toBuffer(),
        mimeType: "image/jpeg",
        filename: "photo.jpg",
      };
    case "sticker":
      return { bytes: await plane(key, 512, 512).webp().toBuffer(), mimeType: "image/webp", filename: "sticker.webp" };
    case "voice":
    case "audio":
      return { bytes: silentVoice(2), mimeType: "audio/ogg; codecs=opus", filename: "voice.ogg" };
    case "document":
      return { bytes: Buffer.from(PDF, "latin1"), mimeType: "application/pdf", filename: "Reçu n° 12.pdf" };
    case "video":
      return undefined;
  }
}

function plane(key: string, width: number, height: number) {
  const hue = hash32(key) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue} 45% 82%)"/><circle cx="${width / 2}" cy="${height / 2}" r="${height / 4}" fill="hsl(${hue} 55% 48%)"/></svg>`;
  return sharp(Buffer.from(svg));
}

const PDF =
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 120]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

const RATE = 48_000;
const FRAMES_A_SECOND = 50;
/** Twenty milliseconds of nothing, as Opus writes it. */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

/** A playable voice note: Ogg with Opus, mono, silent. */
export function silentVoice(lengthSeconds: number): Buffer {
  const head = Buffer.concat([
    Buffer.from("OpusHead"),
    Buffer.from([1, 1, 0, 0]),
    uint32(RATE),
    Buffer.from([0, 0, 0]),
  ]);
  const tags = Buffer.concat([Buffer.from("OpusTags"), uint32(7), Buffer.from("sandbox"), uint32(0)]);
  const pages = [page([head], 0, 0, 2), page([tags], 0, 1, 0)];
  for (let second = 1; second <= lengthSeconds; second++) {
    const frames = Array.from({ length: FRAMES_A_SECOND }, () => SILENCE);
    pages.push(page(frames, second * RATE, second + 1, second === lengthSeconds ? 4 : 0));
  }
  return Buffer.concat(pages);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** One page of Ogg (RFC 3533); packets below 255 bytes. `flags`: 2 first, 4 last. */
function page(packets: readonly Buffer[], granule: number, sequence: number, flags: number): Buffer {
  const header = Buffer.alloc(27);
  header.write("OggS");
  header[5] = flags;
  header.writeBigUInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(0x5a4e, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = packets.length;
  const bytes = Buffer.concat([header, Buffer.from(packets.map(({ length }) => length)), ...packets]);
  bytes.writeUInt32LE(oggChecksum(bytes), 22);
  return bytes;
}

function oggChecksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
