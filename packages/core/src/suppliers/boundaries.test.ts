import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const SOURCES = new URL("..", import.meta.url);

/** Rooms of the core that are CJ's own affair, with the reason. Everything else knows suppliers by the port alone. */
const OF_CJ: Readonly<Record<string, string>> = {
  "analytics/get-integrations.ts": "counts the accounts that are connected",
  "inbox/channels.ts": "lists whose messages are taken in",
  "inbox/messages.ts": "lists the messages of the merchant's CJ account",
  "merchants/seed-demo.ts": "connects the demo shops to the simulated CJ",
  "operations/list-vendor-health.ts": "sums up the record of calls to CJ",
};
const NAMES_CJ = [/["'`]cj["'`]/, /from "@nexusone\/cj\//, /from "\.\.?\/(?:\.\.\/)*cj\//, /cj-connections"/];

const sources = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !/\.(?:test|fixture)\.ts$/.test(path) && !path.startsWith("cj/"));
const naming = sources.filter((path) => {
  const text = readFileSync(new URL(path, SOURCES), "utf8");
  return NAMES_CJ.some((pattern) => pattern.test(text));
});

it("[CAT-22] no part of the core outside CJ's own rooms names CJ or reaches into it", () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(naming.filter((path) => !(path in OF_CJ))).toEqual([]);
});

it("[CAT-22] every exception is one", () => {
  expect(Object.keys(OF_CJ).filter((path) => !naming.includes(path))).toEqual([]);
});
