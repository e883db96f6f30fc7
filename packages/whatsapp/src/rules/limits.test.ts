import fc from "fast-check";
import { expect, it } from "vitest";

import { cutText, lengthOf, LIMITS, MEDIA_LIMITS, mediaKindOf, mediaProblem, problemsOf } from "./limits.ts";
import type { OutgoingButtons, OutgoingList, OutgoingMessage } from "./outgoing.ts";

const buttons = (more: Partial<OutgoingButtons> = {}): OutgoingButtons => ({
  type: "buttons",
  body: "Does that suit you?",
  buttons: [
    { id: "y", title: "Yes" },
    { id: "n", title: "No" },
  ],
  ...more,
});
const rows = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `Row ${index}`, ...more }));
const list = (more: Partial<OutgoingList> = {}): OutgoingList => ({
  type: "list",
  body: "Choose",
  label: "Open",
  sections: [{ rows: rows(10) }],
  ...more,
});
const codes = (message: OutgoingMessage) => problemsOf(message).map(({ code, part }) => `${code} ${part}`);

it.each<[OutgoingMessage, string[]]>([
  [{ type: "text", text: "x".repeat(4096) }, []],
  [{ type: "text", text: "x".repeat(4097) }, ["too_long text"]],
  [{ type: "text", text: "👍🏽".repeat(2048) }, []],
  [{ type: "text", text: " \n" }, ["empty text"]],
  [{ type: "media", media: "image", source: { id: "1" }, caption: "x".repeat(1025) }, ["too_long caption"]],
  [{ type: "media", media: "audio", source: { id: "1" }, caption: "x" }, ["not_allowed caption"]],
  [{ type: "media", media: "document", source: { id: "1" }, caption: "x" }, []],
])("[WAM-01] [MED-04] message %# has the problems %j", (message, expected) => {
  expect(codes(message)).toEqual(expected);
});

it.each<[Partial<OutgoingButtons>, string[]]>([
  [{}, []],
  [{ buttons: [1, 2, 3].map((id) => ({ id: `${id}`, title: `${id}` })) }, []],
  [{ buttons: [1, 2, 3, 4].map((id) => ({ id: `${id}`, title: `${id}` })) }, ["too_many buttons"]],
  [{ buttons: [] }, ["empty buttons"]],
  [{ buttons: [{ id: "a", title: "x".repeat(21) }] }, ["too_long buttons[0].title"]],
  [{ buttons: [{ id: "x".repeat(257), title: "A" }] }, ["too_long buttons[0].id"]],
  [
    {
      buttons: [
        { id: "a", title: "A" },
        { id: "b", title: "A" },
      ],
    },
    ["not_unique buttons.title"],
  ],
  [
    {
      buttons: [
        { id: "a", title: "A" },
        { id: "a", title: "B" },
      ],
    },
    ["not_unique buttons.id"],
  ],
  [{ body: "x".repeat(1025) }, ["too_long body"]],
  [{ header: { type: "text", text: "x".repeat(61) }, footer: "x".repeat(61) }, ["too_long header", "too_long footer"]],
])("[WAM-03] buttons %# have the problems %j", (more, expected) => {
  expect(codes(buttons(more))).toEqual(expected);
});

it.each<[Partial<OutgoingList>, string[]]>([
  [{}, []],
  [{ sections: [{ rows: rows(11) }] }, ["too_many rows"]],
  [
    {
      sections: [
        { title: "A", rows: rows(6) },
        { title: "B", rows: rows(5).map((row) => ({ ...row, id: `b${row.id}` })) },
      ],
    },
    ["too_many rows"],
  ],
  [{ sections: [{ rows: rows(1) }, { title: "B", rows: [{ id: "b", title: "B" }] }] }, ["missing sections[0].title"]],
  [{ sections: [{ rows: [] }] }, ["empty rows", "empty sections[0].rows"]],
  [{ sections: [{ rows: rows(1, { title: "x".repeat(25) }) }] }, ["too_long sections[0].rows[0].title"]],
  [{ sections: [{ rows: rows(1, { description: "x".repeat(73) }) }] }, ["too_long sections[0].rows[0].description"]],
  [{ sections: [{ rows: rows(1, { id: "x".repeat(201) }) }] }, ["too_long sections[0].rows[0].id"]],
  [{ sections: [{ rows: rows(2, { id: "same" }) }] }, ["not_unique rows.id"]],
  [{ label: "x".repeat(21), header: "x".repeat(61) }, ["too_long label", "too_long header"]],
  [{ sections: [{ rows: rows(10, { title: "👩🏽‍🦱".repeat(6) }) }] }, []],
])("[WAM-04] list %# has the problems %j", (more, expected) => {
  expect(codes(list(more))).toEqual(expected);
});

it("[WAM-04] texts are cut between what people see as one character", () => {
  expect(cutText("jeu. 24 sept. 18:30", 24)).toBe("jeu. 24 sept. 18:30");
  expect(cutText("ab👩🏽‍🦱c", 5)).toBe("ab");
  expect(cutText("ab👩🏽‍🦱c", 6)).toBe("ab👩🏽‍🦱");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, max) => {
      const cut = cutText(text, max);
      expect(lengthOf(cut)).toBeLessThanOrEqual(max);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.isWellFormed()).toBe(true);
      if (lengthOf(text) <= max) expect(cut).toBe(text);
    }),
  );
});

it.each([
  ["image", "image/jpeg", 5 * 1024 * 1024, null],
  ["image", "image/jpeg", 5 * 1024 * 1024 + 1, "too_big"],
  ["image", "image/webp", 1, "wrong_type"],
  ["audio", "audio/ogg; codecs=opus", 16 * 1024 * 1024, null],
  ["audio", "audio/webm", 1, "wrong_type"],
  ["video", "video/mp4", 16 * 1024 * 1024 + 1, "too_big"],
  ["document", "application/zip", 100 * 1024 * 1024, null],
  ["document", "application/zip", 100 * 1024 * 1024 + 1, "too_big"],
  ["document", "nonsense", 1, "wrong_type"],
  ["sticker", "image/webp", 100 * 1024 + 1, "too_big"],
  ["image", "image/png", 0, "empty"],
] as const)("[MED-04] %s %s of %i bytes: %j", (media, mimeType, sizeBytes, code) => {
  expect(mediaProblem({ media, mimeType, sizeBytes })?.code ?? null).toBe(code);
});

it("[MED-04] an animated sticker may be larger; what is no picture, film or sound goes as a document", () => {
  const sticker = { media: "sticker", mimeType: "image/webp", sizeBytes: 500 * 1024 } as const;
  expect(mediaProblem({ ...sticker, animated: true })).toBeNull();
  expect(mediaProblem(sticker)).toMatchObject({ code: "too_big", limit: 100 * 1024 });
  expect(
    ["image/png", "video/3gpp", "audio/ogg; codecs=opus", "image/webp", "application/pdf"].map(mediaKindOf),
  ).toEqual(["image", "video", "audio", "document", "document"]);
  expect(MEDIA_LIMITS.document.maxBytes).toBe(104_857_600);
  expect(LIMITS).toMatchObject({ buttons: 3, rows: 10, text: 4096, buttonTitle: 20, rowTitle: 24 });
});
