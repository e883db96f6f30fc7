import { crc32, deflateSync } from "node:zlib";

export type HostilePicture = "svg" | "huge" | "bomb" | "damaged";

const HUGE_BYTES = 16 * 1024 * 1024;
const BOMB_SIDE = 20_000;

/** What a supplier's picture must not do to whoever copies it: bring a script, fill a disk, fill the memory, break a decoder. */
export function hostilePicture(kind: HostilePicture): Buffer {
  switch (kind) {
    case "svg":
      return Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>');
    case "huge":
      return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(HUGE_BYTES)]);
    case "bomb":
      return bomb(BOMB_SIDE);
    case "damaged":
      return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(4_000, 0x5a)]);
  }
}

/** A black PNG of one bit a pixel: some kilobytes as a file, hundreds of millions of pixels in memory. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const lines = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side));
  const start = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([start, chunk("IHDR", header), chunk("IDAT", lines), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
