import { imageTypeOf } from "../media/image-type.ts";

/** What stands where in a file of a type; the more telling first. */
const MARKS: readonly (readonly [at: number, mark: string, type: string])[] = [
  [8, "WAVE", "audio/wav"],
  [4, "ftyphei", "image/heic"],
  [4, "ftypmif1", "image/heic"],
  [4, "ftypmsf1", "image/heic"],
  [4, "ftypM4A ", "audio/mp4"],
  [4, "ftypM4B ", "audio/mp4"],
  [4, "ftyp3g", "video/3gpp"],
  [4, "ftypqt  ", "video/quicktime"],
  [4, "ftyp", "video/mp4"],
  [0, "OggS", "audio/ogg"],
  [0, "#!AMR", "audio/amr"],
  [0, "ID3", "audio/mpeg"],
  [0, "\x1a\x45\xdf\xa3", "video/webm"],
  [0, "%PDF-", "application/pdf"],
];
/** Office files of today are ZIP archives, those of before OLE containers. */
const ZIP = "PK\x03\x04";
const OLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const OFFICE = "application/vnd.openxmlformats-officedocument.";
const BY_ENDING: Readonly<Record<string, string>> = {
  docx: `${OFFICE}wordprocessingml.document`,
  xlsx: `${OFFICE}spreadsheetml.sheet`,
  pptx: `${OFFICE}presentationml.presentation`,
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
};

/** So many bytes of the beginning are enough. */
export const HEAD_BYTES = 4_100;

/**
 * What a file is by its first bytes. What a sender says decides only between types of one container, none of which a browser
 * shows. Text is plain, whatever it pretends to be.
 */
export function fileTypeOf(head: Buffer, said: { readonly mime: string | null; readonly name: string }): string {
  const text = head.subarray(0, 64).toString("latin1");
  const marked = MARKS.find(([at, mark]) => text.startsWith(mark, at))?.[2];
  const known = imageTypeOf(head) ?? marked ?? bareSound(head);
  // The same box with sound alone, which many recorders do not say.
  if (known === "video/mp4" && said.mime === "audio/mp4") return "audio/mp4";
  if (known) return known;
  const container = text.startsWith(ZIP) ? OFFICE : text.startsWith(OLE) ? "application/" : undefined;
  if (container) {
    const ending = /\.(\w{3,4})$/.exec(said.name)?.[1]?.toLowerCase() ?? "";
    const named = Object.values(BY_ENDING).find((type) => type === said.mime) ?? BY_ENDING[ending];
    const fits = named !== undefined && named.startsWith(OFFICE) === (container === OFFICE);
    return fits ? named : container === OFFICE ? "application/zip" : "application/octet-stream";
  }
  return isText(head) ? "text/plain" : "application/octet-stream";
}

/** MPEG audio of layers II and III, and AAC, begin with a frame: eleven bits of ones, then what they are. Layer I looks like UTF-16. */
function bareSound(head: Buffer): string | undefined {
  const [first, second = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf0) === 0xf0 ? "audio/aac" : undefined;
  return layer === 3 ? undefined : "audio/mpeg";
}

function isText(head: Buffer): boolean {
  if (head.length === 0 || head.includes(0)) return false;
  try {
    // The last character may be cut off.
    new TextDecoder("utf-8", { fatal: true }).decode(head.subarray(0, Math.max(1, head.length - 4)), { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The length of an Ogg file of Opus by the position that its last page tells, in whole seconds; undefined for anything else. */
export function opusSeconds(head: Buffer, tail: Buffer): number | undefined {
  if (head.indexOf("OpusHead") === -1) return undefined;
  const page = tail.lastIndexOf("OggS");
  if (page === -1 || page + 14 > tail.length) return undefined;
  const position = tail.readBigInt64LE(page + 6);
  return position > 0n ? Math.max(1, Math.round(Number(position) / 48_000)) : undefined;
}
