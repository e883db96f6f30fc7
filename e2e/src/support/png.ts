import { randomBytes } from "node:crypto";
import { deflateSync, crc32 } from "node:zlib";

/** A square PNG of one grey, or of noise that no format makes small. */
export function png(grey: number | "noise", side = 64): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  const row = () => (grey === "noise" ? randomBytes(side) : Buffer.alloc(side, grey));
  const lines = deflateSync(
    Buffer.concat(Array.from({ length: side }, () => Buffer.concat([Buffer.from([0]), row()]))),
  );
  const start = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([start, chunk("IHDR", header), chunk("IDAT", lines), chunk("IEND", Buffer.alloc(0))]);
}
