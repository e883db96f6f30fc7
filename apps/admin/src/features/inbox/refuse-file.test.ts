import { describe, expect, it } from "vitest";
import { refuseFile } from "./refuse-file.ts";

const MB = 1024 ** 2;
const said = (type: string, size: number) => refuseFile({ type, size }, "en")?.sentence;

describe("[MED-04] a file is refused before it is sent", () => {
  it.each([
    ["image/jpeg", 14 * MB, undefined],
    ["image/heic", 16 * MB, "WhatsApp takes pictures up to 15 MB."],
    ["video/mp4", 16 * MB, undefined],
    ["video/mp4", 16 * MB + 1, "WhatsApp takes videos up to 16 MB."],
    ["audio/ogg; codecs=opus", 17 * MB, "WhatsApp takes sound up to 16 MB."],
    ["application/pdf", 100 * MB, undefined],
    ["", 101 * MB, "WhatsApp takes documents up to 100 MB."],
    ["text/html", 10, undefined],
    ["application/pdf", 0, "The file is empty."],
    [
      "video/webm",
      10,
      "WhatsApp takes pictures, MP4 and 3GP videos, AAC, AMR, MP3, M4A and OGG sound, PDF, text and Office files.",
    ],
  ])("%s of %i bytes: %s", (type, size, sentence) => expect(said(type, size)).toBe(sentence));
});
