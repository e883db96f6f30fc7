import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { leaksIn } from "./traces.ts";

it("[SEC-06] finds an id and an address of another merchant wherever they stand in an answer, but for what the caller sent", () => {
  const [id, sent, other] = [randomUUID(), randomUUID(), randomUUID()];
  const traces = new Set([id, sent, "ada@test.example"]);
  const leaks = (text: string) => leaksIn(text, traces, { id: sent });
  expect(leaks(`{"of":"${other}","at":"${sent}"}`)).toEqual([]);
  expect(leaks(`{"of":"${other}","at":"${id}","to":"ada@test.example"}`)).toEqual([id, "ada@test.example"]);
  // Glued to other letters and digits, and where the tail of one id reads like the head of another.
  expect(leaks(`https://shop.example/p-${id}0`)).toEqual([id]);
  expect(leaks(`${other.slice(0, 28)}${id}`)).toEqual([id]);
});
