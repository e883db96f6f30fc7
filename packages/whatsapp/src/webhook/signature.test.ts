import { createHmac } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { APP_SECRET, listedSignatures, sampleBytes, sampleNames } from "./samples.fixture.ts";
import { signMeta, verificationChallenge, verifyMetaSignature, verifyWhapiSecret } from "./signature.ts";

const secrets = [
  { name: "new", secret: "another-secret" },
  { name: "old", secret: APP_SECRET },
];

describe("signatures over the samples", () => {
  const listed = listedSignatures();
  it("[WAM-06] the index lists one for each", () => {
    expect([...listed.keys()]).toEqual(sampleNames("cloud-api"));
  });

  it.each(sampleNames("cloud-api"))("[WAM-06] %s: the listed one holds, one changed byte breaks it", (name) => {
    const bytes = sampleBytes("cloud-api", name);
    const header = listed.get(name);
    expect(verifyMetaSignature(bytes, header, secrets)?.name).toBe("old");
    expect(signMeta(bytes, APP_SECRET)).toBe(header);
    for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyMetaSignature(changed, header, secrets)).toBeNull();
    }
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(bytes.toString())));
    if (!rewritten.equals(bytes)) expect(verifyMetaSignature(rewritten, header, secrets)).toBeNull();
  });
});

it("[WAM-06] the answer says which secret vouched; the first of two that are alike; an empty one never", () => {
  const body = Buffer.from("é 👩🏽‍🦱 \\u00e9 \\/ @");
  const twice = [...secrets, { name: "third", secret: "another-secret" }];
  expect(verifyMetaSignature(body, signMeta(body, "another-secret"), twice)).toEqual(secrets[0]);
  expect(verifyMetaSignature(body, signMeta(body, ""), [{ name: "empty", secret: "" }])).toBeNull();
  expect(verifyMetaSignature(body, signMeta(body, "x"), [])).toBeNull();
});

it("[WAM-06] headers of another shape are refused without an exception", () => {
  const body = Buffer.from("{}");
  const good = signMeta(body, APP_SECRET);
  const sha1 = `sha1=${createHmac("sha1", APP_SECRET).update(body).digest("hex")}`;
  const wrong = [
    null,
    undefined,
    "",
    "sha256=",
    good.toUpperCase(),
    good.replace(/[a-f]/, "A"),
    `${good}0`,
    ` ${good}`,
    sha1,
  ];
  for (const header of [...wrong, good.slice(0, -1), good.slice(7), `sha256=${"z".repeat(64)}`, "sha256=é".repeat(9)])
    expect(verifyMetaSignature(body, header, secrets)).toBeNull();
});

it("[WAM-06] whatever the bytes, their own signature holds and that of others does not", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), fc.string({ minLength: 1 }), (one, other, secret) => {
      const header = signMeta(one, secret);
      const named = [{ name: 1, secret }];
      expect(verifyMetaSignature(one, header, named)).not.toBeNull();
      if (Buffer.compare(one, other) !== 0) expect(verifyMetaSignature(other, header, named)).toBeNull();
    }),
  );
});

it("[WAM-05] the subscription check is answered with its challenge, for any of the tokens, and for nothing else", () => {
  const query = (more: Record<string, string> = {}) =>
    new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.challenge": "1158201444",
      "hub.verify_token": "token-é",
      ...more,
    });
  expect(verificationChallenge(query(), ["old", "token-é"])).toBe("1158201444");
  expect(verificationChallenge(query(), ["old"])).toBeNull();
  expect(verificationChallenge(query({ "hub.verify_token": "" }), [""])).toBeNull();
  expect(verificationChallenge(query({ "hub.mode": "unsubscribe" }), ["token-é"])).toBeNull();
  expect(verificationChallenge(query({ "hub.challenge": "" }), ["token-é"])).toBeNull();
  expect(verificationChallenge(new URLSearchParams(), ["token-é"])).toBeNull();
});

it("[WAM-13] a Whapi call is known by its secret header", () => {
  const named = [
    { name: "a", secret: "s3cret" },
    { name: "b", secret: "other" },
  ];
  expect(verifyWhapiSecret("other", named)?.name).toBe("b");
  for (const header of [null, undefined, "", "Other", "othe", "others"])
    expect(verifyWhapiSecret(header, named)).toBeNull();
  expect(verifyWhapiSecret("", [{ name: "c", secret: "" }])).toBeNull();
});
