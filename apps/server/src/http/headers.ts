import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";

/** Headers of every answer. Supplier images come from any https host; the sandbox serves its own from this computer. */
export function addSecurityHeaders(app: FastifyInstance, config: Config): void {
  const images = ["'self'", "https:", "data:", "blob:", ...(config.sandboxUrl ? [config.sandboxUrl] : [])].join(" ");
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src ${images}`,
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  app.addHook("onSend", async (request, reply) => {
    // What the API answers is one person's: no browser's disk and no cache on the way keeps it.
    if (request.routeOptions.url?.startsWith("/api/") && !reply.hasHeader("cache-control"))
      void reply.header("cache-control", "no-store");
    void reply.headers({
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "strict-origin-when-cross-origin",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=()",
      ...(config.publicUrl.startsWith("https:")
        ? { "strict-transport-security": "max-age=63072000; includeSubDomains" }
        : {}),
    });
  });
}
