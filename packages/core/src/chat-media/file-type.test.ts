import { describe, expect, it } from "vitest";
import { fileTypeOf, opusSeconds } from "./file-type.ts";

const NOTHING = { mime: null, name: "" };
const typeOf = (text: string, said: { mime: string | null; name: string } = NOTHING) =>
  fileTypeOf(Buffer.from(text, "latin1"), said);

describe("what a file is", () => {
  it.each([
    ["\xff\xd8\xff\xe0", "image/jpeg"],
    ["\x89PNG\r\n\x1a\n", "image/png"],
    ["RIFF1234WEBPVP8 ", "image/webp"],
    ["RIFF1234WAVEfmt ", "audio/wav"],
    ["\0\0\0\x18ftypmp42", "video/mp4"],
    ["\0\0\0\x18ftypM4A ", "audio/mp4"],
    ["\0\0\0\x18ftyp3gp4", "video/3gpp"],
    ["\0\0\0\x14ftypqt  ", "video/quicktime"],
    ["\0\0\0\x18ftypheic", "image/heic"],
    ["OggS\0", "audio/ogg"],
    ["#!AMR\n", "audio/amr"],
    ["ID3\x04", "audio/mpeg"],
    ["\xff\xfb\x90", "audio/mpeg"],
    ["\xff\xf1\x50", "audio/aac"],
    ["\x1a\x45\xdf\xa3", "video/webm"],
    ["%PDF-1.4", "application/pdf"],
    ["<!doctype html><script>alert(1)</script>", "text/plain"],
    ["<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain"],
    ["\x7fELF\0\0", "application/octet-stream"],
    ["\xff\xfeh\0i\0", "application/octet-stream"],
    ["", "application/octet-stream"],
  ])("[MED-04] reads it from its first bytes: %j", (text, type) => expect(typeOf(text)).toBe(type));

  it("[MED-04] believes a sender only about what stands in a container that no browser shows", () => {
    const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    expect(typeOf("PK\x03\x04", { mime: null, name: "Offer.DOCX" })).toBe(word);
    expect(typeOf("PK\x03\x04", { mime: word, name: "" })).toBe(word);
    expect(typeOf("PK\x03\x04", { mime: "image/png", name: "a.png" })).toBe("application/zip");
    expect(typeOf("PK\x03\x04", { mime: "application/msword", name: "a.doc" })).toBe("application/zip");
    expect(typeOf("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", { mime: null, name: "a.xls" })).toBe("application/vnd.ms-excel");
    expect(typeOf("\0\0\0\x18ftypisom", { mime: "audio/mp4", name: "" })).toBe("audio/mp4");
    expect(typeOf("MZ\x90\0", { mime: "image/jpeg", name: "photo.jpg" })).toBe("application/octet-stream");
  });

  it("[MED-05] knows how long a voice note is by its last page", () => {
    const page = Buffer.alloc(28);
    page.write("OggS", "latin1");
    page.writeBigInt64LE(96_000n, 6);
    expect(opusSeconds(Buffer.from("OggS....OpusHead"), page)).toBe(2);
    expect(opusSeconds(Buffer.from("OggS....vorbis"), page)).toBeUndefined();
    expect(opusSeconds(Buffer.from("OpusHead"), Buffer.alloc(10))).toBeUndefined();
  });
});
