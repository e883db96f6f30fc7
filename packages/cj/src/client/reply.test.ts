import { describe, expect, it } from "vitest";

import { kindOf } from "./failure.ts";
import { clientOf, failureOf, ok } from "./samples.fixture.ts";

const tree = [
  {
    categoryFirstName: "A",
    categoryFirstList: [{ categorySecondName: "B", categorySecondList: [{ categoryId: "1", categoryName: "C" }] }],
  },
];
const read = (body: unknown, status = 200, type: string | null = "application/json", headers = {}) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return clientOf({ body: text, status, type, headers }).cj.getCategories();
};

describe("envelopes", () => {
  it.each([
    { code: 200, result: true, data: tree },
    { code: 200, success: true, data: tree },
    { code: 0, success: true, message: null, data: tree },
    { code: 200, data: tree, message: "Congratulation! Well done!" },
    { success: true, data: tree },
    { result: true, data: tree, redirectUri: "" },
    { code: "200", data: tree, somethingNew: [1] },
  ])("[Q6] [Q23] success in the form %j", async (body) => {
    expect(await read(body)).toHaveLength(1);
  });

  it.each([
    [{ code: 200, result: false, data: tree }, "rejected"],
    [{ success: false, message: "no" }, "rejected"],
    [{ data: tree }, "unexpected_reply"],
    [{ code: 1605002, result: true, data: tree }, "rejected"],
    [[], "unexpected_reply"],
    ["null", "unexpected_reply"],
    [{ code: 200, result: true, data: { not: "a list" } }, "unexpected_reply"],
  ])("[Q6] refusal in the form %j", async (body, kind) => {
    expect(await failureOf(read(body))).toMatchObject({ kind });
  });

  it("[Q6] a good body under another HTTP status is no success", async () => {
    expect(await failureOf(read(ok(tree), 500))).toMatchObject({ kind: "unavailable", httpStatus: 500 });
    expect(await failureOf(read(ok(tree), 404))).toMatchObject({ kind: "unexpected_reply", httpStatus: 404 });
  });

  it("[Q7] HTTP 401 asks for a new token whatever the code", async () => {
    const refusal = { body: JSON.stringify({ code: 4242, message: "no" }), status: 401 };
    const { cj, refused } = clientOf(refusal, ok(tree));
    expect(await cj.getCategories()).toHaveLength(1);
    expect(refused).toEqual(["token-1"]);
  });

  it("[Q38] a gateway's HTML is never parsed, whatever it looks like", async () => {
    expect(await failureOf(read("<html>Bad gateway</html>", 502, "text/html"))).toMatchObject({
      kind: "unavailable",
      httpStatus: 502,
      vendorCode: null,
    });
    expect(await failureOf(read("<html>Welcome</html>", 200, "text/html; charset=utf-8"))).toMatchObject({
      kind: "unexpected_reply",
      httpStatus: 200,
    });
    expect(await failureOf(read(ok(tree), 200, "text/html"))).toMatchObject({ kind: "unexpected_reply" });
    expect(await failureOf(read("slow down", 429, "text/plain", { "retry-after": "7" }))).toMatchObject({
      kind: "rate_limited",
      retryAfterMs: 7000,
    });
    expect(await failureOf(read('{"code":200,', 200))).toMatchObject({ kind: "unexpected_reply" });
    expect(await failureOf(read('{"code":', 503))).toMatchObject({ kind: "unavailable" });
    expect(await failureOf(read("", 200))).toMatchObject({ kind: "unexpected_reply" });
    expect(await read(ok(tree), 200, null)).toHaveLength(1);
  });

  it("[Q8] the wait comes from Retry-After, else from the limit CJ names, else from its lowest rate", async () => {
    const throttled = (message: string, headers = {}) =>
      failureOf(read({ code: 1600200, message }, 200, "application/json", headers));
    expect((await throttled("Too Many Requests, QPS limit is 1 time/1second")).retryAfterMs).toBe(1200);
    expect((await throttled("QPS limit is 1 time/300 seconds")).retryAfterMs).toBe(360_000);
    expect((await throttled("QPS limit is 4 times/1second")).retryAfterMs).toBe(300);
    expect((await throttled("busy")).retryAfterMs).toBe(1200);
    expect((await throttled("QPS limit is 1 time/300 seconds", { "retry-after": "3" })).retryAfterMs).toBe(3000);
  });
});

describe("codes", () => {
  it("[Q7] 1600100 is a stale token when its text speaks of one, else a wrong parameter", async () => {
    expect(kindOf(1600100, 200, "Param error")).toBe("rejected");
    expect(kindOf(1600100, 200, "Access token is expired, please login again")).toBe("unauthorised");
    expect(kindOf(1600100, 200, null)).toBe("rejected");
    const expired = clientOf(JSON.stringify({ code: 1600100, message: "token expired" }), ok(tree));
    expect(await expired.cj.getCategories()).toHaveLength(1);
    const wrong = clientOf(JSON.stringify({ code: 1600100, message: "Param error" }));
    expect(await failureOf(wrong.cj.getCategories())).toMatchObject({ kind: "rejected" });
    expect(wrong.requests).toHaveLength(1);
  });

  it.each([
    [1600000, "unavailable"],
    [1600001, "unauthorised"],
    [1600003, "unauthorised"],
    [1600030, "unauthorised"],
    [1600101, "rejected"],
    [1600200, "rate_limited"],
    [1600201, "quota_exhausted"],
    [1600300, "rejected"],
    [1600301, "unavailable"],
    [1602000, "not_found"],
    [1602001, "not_found"],
    [1602002, "removed"],
    [1602003, "removed"],
    [1604000, "rejected"],
    [2000001, "rate_limited"],
    [16900202, "rejected"],
    [4242424, "rejected"],
  ])("[Q7] [Q28] code %i is %s", (code, kind) => {
    expect(kindOf(code, 200, "whatever CJ writes")).toBe(kind);
  });
});
