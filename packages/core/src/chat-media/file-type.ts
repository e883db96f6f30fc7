/** First bytes that tell a type. Office files of today are ZIP archives, those of before OLE containers. */
const STARTS: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^\x89PNG\r\n\x1a\n/, "image/png"],
  [/^GIF8[79]a/, "image/gif"],
  [/^RIFF[^]{4}WEBP/, "image/webp"],
  [/^RIFF[^]{4}WAVE/, "audio/wav"],
  [/^[^]{4}ftypavi[fs]/, "image/avif"],
  [/^[^]{4}ftyp(?:hei[cxms]|mif1|msf1)/, "image/heic"],
  [/^[^]{4}ftypM4[AB] /, "audio/mp4"],
  [/^[^]{4}ftyp3g/, "video/3gpp"],
  [/^[^]{4}ftypqt {2}/, "video/quicktime"],
  [/^[^]{4}ftyp/, "video/mp4"],
  [/^OggS/, "audio/ogg"],
  [/^#!AMR/, "audio/amr"],
  [/^ID3/, "audio/mpeg"],
  [/^\xff[\xf1\xf9]/, "audio/aac"],
  [/^\xff[\xe2-\xef\xf2-\xf7\xfa-\xff]/, "audio/mpeg"],
  [/^\x1a\x45\xdf\xa3/, "video/webm"],
  [/^%PDF-/, "application/pdf"],
];
const ZIP = /^PK\x03\x04/;
const OLE = /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/;
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
  const known = STARTS.find(([start]) => start.test(text))?.[1];
  // The same box with sound alone, which many recorders do not say.
  if (known === "video/mp4" && said.mime === "audio/mp4") return "audio/mp4";
  if (known) return known;
  const container = ZIP.test(text) ? OFFICE : OLE.test(text) ? "application/" : undefined;
  if (container) {
    const ending = /\.(\w{3,4})$/.exec(said.name)?.[1]?.toLowerCase() ?? "";
    const named = Object.values(BY_ENDING).find((type) => type === said.mime) ?? BY_ENDING[ending];
    const fits = named !== undefined && named.startsWith(OFFICE) === (container === OFFICE);
    return fits ? named : container === OFFICE ? "application/zip" : "application/octet-stream";
  }
  return isText(head) ? "text/plain" : "application/octet-stream";
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
