import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKeyring, hashToken, randomToken, sameText } from "./keyring.ts";

const OLD = "the master key of last year, 40 characters";
const NEW = "the master key of this year, 40 characters";

describe("keyring", () => {
  it("[SEC-07] opens what it sealed and shows nothing of it", () => {
    const keyring = createKeyring([NEW]);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (plain) => {
        const sealed = keyring.seal(plain, "cj_connections.api_key");
        expect(keyring.open(sealed, "cj_connections.api_key")).toBe(plain);
        expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+\.[\w-]+$/);
        if (plain.length > 8) expect(sealed).not.toContain(plain);
      }),
    );
  });

  it("[SEC-07] seals the same text differently each time", () => {
    const keyring = createKeyring([NEW]);
    expect(keyring.seal("same", "p")).not.toBe(keyring.seal("same", "p"));
  });

  it("does not open a value that was pasted into another column", () => {
    const keyring = createKeyring([NEW]);
    expect(() => keyring.open(keyring.seal("secret", "a.b"), "a.c")).toThrow();
  });

  it("does not open a value of which any part was changed", () => {
    const keyring = createKeyring([NEW]);
    const sealed = keyring.seal("a secret of a merchant", "p");
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom(..."AZaz09_-."), (at, char) => {
        fc.pre(sealed[at] !== char);
        const changed = sealed.slice(0, at) + char + sealed.slice(at + 1);
        // The last character of a base64url part can carry unused bits; then the bytes are the same.
        const bytes = (text: string) => text.split(".").map((part) => Buffer.from(part, "base64url").toString("hex"));
        fc.pre(at < 12 || bytes(changed).join() !== bytes(sealed).join());
        expect(() => keyring.open(changed, "p")).toThrow();
      }),
    );
  });

  it("does not open a value that was cut short anywhere", () => {
    const keyring = createKeyring([NEW]);
    const sealed = keyring.seal("a secret of a merchant", "p");
    for (let length = 0; length < sealed.length; length += 1)
      expect(() => keyring.open(sealed.slice(0, length), "p"), String(length)).toThrow();
  });

  it("[SEC-07] reads what the previous master key sealed, and writes with the newest", () => {
    const before = createKeyring([OLD]).seal("secret", "p");
    const rotated = createKeyring([NEW, OLD]);
    expect(rotated.open(before, "p")).toBe("secret");
    const after = rotated.seal("secret", "p");
    expect(createKeyring([NEW]).open(after, "p")).toBe("secret");
    expect(() => createKeyring([OLD]).open(after, "p")).toThrow(/unknown key/);
    expect(() => createKeyring([NEW]).open(before, "p")).toThrow(/unknown key/);
  });

  it("[SEC-07] seals anew only what an older key sealed, and verifies with every key it knows", () => {
    const before = createKeyring([OLD]).seal("secret", "p");
    const rotated = createKeyring([NEW, OLD]);
    const after = rotated.reseal(before, "p")!;
    expect(after.startsWith(rotated.newestPrefix)).toBe(true);
    expect(createKeyring([NEW]).open(after, "p")).toBe("secret");
    expect(rotated.reseal(after, "p")).toBeUndefined();
    expect(() => rotated.reseal(before, "elsewhere")).toThrow();
    expect(rotated.deriveAll("jwt")).toEqual([rotated.derive("jwt"), createKeyring([OLD]).derive("jwt")]);
  });

  it("[SEC-08] refuses a missing or short master key", () => {
    expect(() => createKeyring([])).toThrow("SECRET_KEY");
    expect(() => createKeyring(["short"])).toThrow("SECRET_KEY");
  });

  it("derives keys that differ by purpose and by master key, and not otherwise", () => {
    const hex = (key: Uint8Array) => Buffer.from(key).toString("hex");
    const jwt = hex(createKeyring([NEW]).derive("jwt"));
    expect(jwt).toHaveLength(64);
    expect(hex(createKeyring([NEW, OLD]).derive("jwt"))).toBe(jwt);
    expect(hex(createKeyring([NEW]).derive("cookie"))).not.toBe(jwt);
    expect(hex(createKeyring([OLD]).derive("jwt"))).not.toBe(jwt);
  });
});

describe("tokens", () => {
  it("have 256 bits, and are stored as a hash that is always the same", () => {
    const token = randomToken();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(randomToken()).not.toBe(token);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashToken(token)).toBe(hashToken(token));
    expect(hashToken(token)).not.toContain(token);
  });

  it("are compared whatever their lengths", () => {
    expect(sameText("abc", "abc")).toBe(true);
    expect(sameText("abc", "abcd")).toBe(false);
    expect(sameText("", "a")).toBe(false);
  });
});
