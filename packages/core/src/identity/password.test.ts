import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reasonOf } from "./identity.fixture.ts";
import { assertStrongPassword, hashPassword, passwordMatches } from "./password.ts";

const verdict = async (password: string, email = "zoe@example.com") =>
  reasonOf((async () => assertStrongPassword(password, email))());

describe("passwords", () => {
  it("[SEC-07] are kept as argon2id and match only themselves", async () => {
    const stored = await hashPassword("correct horse battery");
    expect(await hashPassword("correct horse battery")).not.toBe(stored);
    expect(await passwordMatches(stored, "correct horse battery")).toBe(true);
    expect(await passwordMatches(stored, "correct horse batterz")).toBe(false);
  });

  it("match however the keyboard composes their accents", async () => {
    const stored = await hashPassword("mot très secret".normalize("NFC"));
    expect(await passwordMatches(stored, "mot très secret".normalize("NFD"))).toBe(true);
  });

  it("never match where there is none", async () => {
    expect(await passwordMatches(null, "anything at all")).toBe(false);
    expect(await passwordMatches(undefined, "anything at all")).toBe(false);
  });

  it("are refused when short, well known, a row of keys, monotonous or one's own address", async () => {
    const weak = [
      "short-one",
      "password1234",
      "!!Password!!",
      "Motdepasse2026",
      "azertyuiop",
      "0123456789",
      "9876543210",
      "abcdefghijklm",
      "ababababababab",
      "1111111111",
      "1122112211",
      "zoe@example.com",
      "zoe1234567!",
    ];
    for (const password of weak) expect(await verdict(password), password).toBe("identity.password_weak");
  });

  it("of some length and variety are accepted", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), async (uuid) => {
        expect(await verdict(`${uuid} and words`)).toBe("nothing was refused");
      }),
      { numRuns: 50 },
    );
    for (const password of [
      "correct horse battery",
      "une phrase bien longue",
      "Tr0ub4dor&3x",
      "4815162342108",
      "密码很长而且很难猜到的一句话",
    ])
      expect(await verdict(password), password).toBe("nothing was refused");
  });
});
