import { describe, expect, it } from "vitest";

import { clientOf, failureOf, sample } from "./samples.fixture.ts";

const at = (iso: string) => new Date(iso);

describe("samples of tokens and refusals", () => {
  it("[CJA-01] sample 01: openId is text, both expiries come from the dates with their zone", async () => {
    const { auth, requests } = clientOf(sample("01-auth-token-success"));
    const tokens = await auth.getAccessToken("CJUserNum@api@00000000000000000000000000000000");
    expect(tokens).toMatchObject({
      openId: "48213377",
      accessExpiresAt: at("2027-02-06T09:42:08Z"),
      refreshExpiresAt: at("2027-02-06T09:42:08Z"),
    });
    expect(tokens.accessToken).toMatch(/^API@CJ0000001@CJ:eyJ/);
    expect(tokens.accessToken.length).toBeGreaterThan(200);
    expect(tokens.refreshToken).toMatch(/^API@CJ0000001@CJ:eyJ/);
    expect(requests[0]).toMatchObject({
      method: "POST",
      token: null,
      body: '{"apiKey":"CJUserNum@api@00000000000000000000000000000000"}',
    });
    expect(requests[0]?.url.pathname).toBe("/api2.0/v1/authentication/getAccessToken");
  });

  it("[CJA-01] [Q31] [Q32] sample 02: a refresh brings no openId and a life of its own, read from the date", async () => {
    const tokens = await clientOf(sample("02-auth-refresh-success")).auth.refreshAccessToken("old");
    expect(tokens).toEqual({
      accessToken: "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
      accessExpiresAt: at("2026-08-25T09:42:08Z"),
      refreshToken: "f0e1d2c3b4a5968778695a4b3c2d1e0f",
      refreshExpiresAt: at("2027-02-06T09:42:08Z"),
    });
    expect("openId" in tokens).toBe(false);
  });

  it("[CJA-01] sample 03: a wrong API key is permanent: no repeat, no time to wait", async () => {
    const { auth, requests } = clientOf(sample("03-auth-error-apikey-wrong"));
    const failure = await failureOf(auth.getAccessToken("key"));
    expect(failure).toMatchObject({ kind: "unauthorised", vendorCode: 1600005, httpStatus: 200, retryAfterMs: null });
    expect(requests).toHaveLength(1);
  });

  it.each([200, 401])(
    "[CJA-01] sample 04 under HTTP %i: one new token and one repeat, then it fails",
    async (status) => {
      const refusal = { body: sample("04-error-token-invalid"), status };
      const good = clientOf(refusal, sample("15-category-tree"));
      expect(await good.cj.getCategories()).toHaveLength(3);
      expect(good.requests.map(({ token }) => token)).toEqual(["token-1", "token-2"]);
      expect(good.refused).toEqual(["token-1"]);
      const bad = clientOf(refusal);
      expect(await failureOf(bad.cj.getCategories())).toMatchObject({ kind: "unauthorised", vendorCode: 1600001 });
      expect(bad.requests).toHaveLength(2);
    },
  );

  it.each([429, 200])(
    "[CJA-01] [Q8] sample 05 under HTTP %i: the same waiting, and one more try in the next slot",
    async (status) => {
      const { cj, requests, penalties } = clientOf({ body: sample("05-error-429-qps"), status });
      expect(await failureOf(cj.getCategories())).toMatchObject({
        kind: "rate_limited",
        vendorCode: 1600200,
        retryAfterMs: 1200,
      });
      expect(requests).toHaveLength(2);
      expect(penalties).toEqual([1200, 1200]);
    },
  );

  it.each([429, 200])("[CJA-01] sample 06 under HTTP %i: nothing before the daily reset", async (status) => {
    const { cj, penalties } = clientOf({ body: sample("06-error-points-exhausted"), status });
    const failure = await failureOf(cj.listProducts());
    expect(failure).toMatchObject({ kind: "quota_exhausted", vendorCode: 1600201, retryAfterMs: 18 * 3_600_000 });
    expect(penalties).toEqual([]);
  });
});
