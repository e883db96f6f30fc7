import { DomainError } from "@nexusone/core/errors";
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { toDomainError } from "./trpc.ts";

/** What the HTTP adapter throws when its copy of the package is another than ours. */
function fromAnotherCopy(code: TRPCError["code"], cause?: unknown): Error {
  return Object.assign(new Error("text of no interest", { cause }), { name: "TRPCError", code });
}

describe("what leaves as an error", () => {
  it("[EXT-10] keeps its reason through the transport, whichever copy of the transport wrapped it", () => {
    const revoked = new DomainError("extension.session_revoked");
    for (const error of [
      revoked,
      new TRPCError({ code: "UNAUTHORIZED", cause: revoked }),
      fromAnotherCopy("UNAUTHORIZED", revoked),
    ])
      expect(toDomainError(error, "r1").reason).toBe("extension.session_revoked");
    expect(toDomainError(fromAnotherCopy("NOT_FOUND"), "r1").reason).toBe("request.not_found");
    expect(toDomainError(fromAnotherCopy("PARSE_ERROR"), "r1").reason).toBe("request.invalid");
  });

  it("says nothing of what we did not foresee but the request's id", () => {
    const domain = toDomainError(new Error("password of the database"), "r1");
    expect(domain.reason).toBe("request.internal");
    expect(domain.details).toEqual({ requestId: "r1" });
  });
});
