import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLogFile } from "./log-file.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "nexusone-log-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("[OPS-02] the log of npm start never outgrows its limit, over restarts too, and keeps the newest lines", () => {
  const file = path.join(folder, "nexusone.log");
  const limits = { maxBytes: 1_000, keep: 2 };
  for (let start = 0; start < 3; start += 1) {
    const log = openLogFile(file, limits);
    for (let line = 0; line < 60; line += 1) log.write(`start ${start} line ${line} ${"é".repeat(10)}`);
    log.close();
  }
  expect(readdirSync(folder).toSorted()).toEqual(["nexusone.log", "nexusone.log.1", "nexusone.log.2"]);
  for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1_000);
  const kept = [".2", ".1", ""].flatMap((end) => readFileSync(`${file}${end}`, "utf8").trimEnd().split("\n"));
  expect(kept.at(-1)).toMatch(/^start 2 line 59 /);
  const numbers = kept.map((line) => {
    const [, start, nth] = /^start (\d) line (\d+) /.exec(line) ?? [];
    return Number(start) * 60 + Number(nth);
  });
  expect(numbers).toEqual(numbers.map((_, index) => 180 - numbers.length + index));
});

it("[OPS-02] a line longer than the limit is kept whole in a file of its own", () => {
  const file = path.join(folder, "long.log");
  const log = openLogFile(file, { maxBytes: 100, keep: 1 });
  log.write("short");
  log.write("x".repeat(300));
  log.close();
  expect(readFileSync(file, "utf8")).toBe(`${"x".repeat(300)}\n`);
  expect(readFileSync(`${file}.1`, "utf8")).toBe("short\n");
});
