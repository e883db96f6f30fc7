import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { DomainError, isDomainError } from "../errors.ts";
import { sha256 } from "./export-merchant.ts";
import { Manifest, MANIFEST, PART, SIGNATURE } from "./manifest.ts";

export type ReadPart = { readonly path: string; readonly table: string; readonly lines: readonly string[] };
export type ReadSummary = {
  readonly manifest: Manifest;
  readonly manifestBytes: Buffer;
  readonly signature: string;
  readonly rows: number;
};

export type Limits = {
  readonly fileBytes: number;
  readonly partBytes: number;
  readonly totalBytes: number;
  readonly rows: number;
};
const GB = 1024 ** 3;
/** A part holds 4 MB and the row that went beyond; a million rows are some hundred megabytes of ids in memory. */
export const LIMITS: Limits = { fileBytes: 4 * GB, partBytes: 64 * 1024 ** 2, totalBytes: 32 * GB, rows: 1_000_000 };

const tooLarge = (limit: string) => new DomainError("archive.too_large", { limit });
const unreadable = (problem: string, cause?: unknown) => new DomainError("archive.unreadable", { problem }, cause);

/**
 * Goes through an archive from front to end, one part in memory at a time; nothing in it is ever written to disk. Everything
 * is checked against the manifest at its end, so a caller acts on parts only after a first pass. Throws `archive.*`.
 */
export async function readArchive(
  file: string,
  onPart: (part: ReadPart) => void | Promise<void>,
  limits: Limits = LIMITS,
): Promise<ReadSummary> {
  const { size } = await stat(file).catch((error: unknown) => Promise.reject(unreadable("it is not there", error)));
  if (size > limits.fileBytes) throw tooLarge(`${limits.fileBytes} bytes`);
  const seen = new Map<string, { bytes: number; sha256: string; rows: number }>();
  const ends = new Map<string, Buffer>();
  let [total, rows] = [0, 0];
  const tar = extract();
  const walk = async () => {
    for await (const entry of tar) {
      const { name, type, size: declared } = entry.header;
      const table = PART.exec(name)?.[1];
      const known = table !== undefined || name === MANIFEST || name === SIGNATURE;
      // Whatever else: `../`, links, devices, a second manifest. Nobody of ours writes such.
      if (type !== "file" || !known || seen.has(name) || ends.has(name))
        throw unreadable(`it has an entry ${JSON.stringify(name.slice(0, 80))}`);
      total += declared;
      if (declared > limits.partBytes) throw tooLarge(`${limits.partBytes} bytes in a part`);
      if (total > limits.totalBytes) throw tooLarge(`${limits.totalBytes} bytes unpacked`);
      const bytes = await collect(entry as AsyncIterable<Uint8Array>, limits.partBytes);
      if (table === undefined) {
        ends.set(name, bytes);
        continue;
      }
      const lines = bytes.toString("utf8").split("\n");
      if (lines.pop() !== "") throw unreadable(`${name} ends in the middle of a row`);
      rows += lines.length;
      if (rows > limits.rows) throw tooLarge(`${limits.rows} rows`);
      seen.set(name, { bytes: bytes.length, sha256: sha256(bytes), rows: lines.length });
      await onPart({ path: name, table, lines });
    }
  };
  try {
    await Promise.all([pipeline(createReadStream(file), createGunzip(), tar), walk().catch(giveUp)]);
  } catch (error) {
    if (isDomainError(error) || !isFormatError(error)) throw error;
    throw unreadable("it cannot be unpacked", error);
  }
  function giveUp(error: unknown): never {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  return { ...check(ends, seen), rows };
}

/** What zlib and tar say about bytes that are not theirs, and streams about those that end early. */
function isFormatError(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const text = `${String(code)} ${String(message)}`;
  return /Z_DATA_ERROR|Z_BUF_ERROR|ERR_STREAM_PREMATURE_CLOSE|tar|Unexpected end of data|unexpected end of file/i.test(
    text,
  );
}

async function collect(entry: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of entry) {
    size += chunk.length;
    if (size > limit) throw tooLarge(`${limit} bytes in a part`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function check(
  ends: ReadonlyMap<string, Buffer>,
  seen: ReadonlyMap<string, { bytes: number; sha256: string; rows: number }>,
): Omit<ReadSummary, "rows"> {
  const [manifestBytes, signature] = [ends.get(MANIFEST), ends.get(SIGNATURE)];
  if (!manifestBytes || !signature) throw unreadable("its manifest or signature is missing");
  const parsed = Manifest.safeParse(parseJson(manifestBytes.toString("utf8")));
  if (!parsed.success) throw unreadable("its manifest is not one of ours");
  const parts = parsed.data.tables.flatMap((table) => table.parts.map((part) => ({ ...part, table: table.name })));
  for (const part of parts) {
    const found = seen.get(part.path);
    if (PART.exec(part.path)?.[1] !== part.table) throw unreadable(`${part.path} is not of ${part.table}`);
    if (!found || found.bytes !== part.bytes || found.sha256 !== part.sha256 || found.rows !== part.rows)
      throw new DomainError("archive.damaged", { part: part.path });
  }
  for (const path of seen.keys())
    if (!parts.some((part) => part.path === path)) throw new DomainError("archive.damaged", { part: path });
  return { manifest: parsed.data, manifestBytes, signature: signature.toString("utf8").trim() };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
