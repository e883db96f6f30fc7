import { expect, it } from "vitest";
import { fileSize } from "./file-size.ts";

it.each([
  [0, "0 byte"],
  [1_023, "1,023 byte"],
  [320_000, "313 kB"],
  [4_404_019, "4.2 MB"],
  [250 * 1024 ** 2, "250 MB"],
  [3 * 1024 ** 4, "3,072 GB"],
])("[MED-03] writes %i bytes as %s", (bytes, text) => {
  expect(fileSize(bytes, "en")).toBe(text);
});

it("[MED-03] writes sizes in French", () => {
  expect(fileSize(4_404_019, "fr").replace(/\s/u, " ")).toBe("4,2 Mo");
});
