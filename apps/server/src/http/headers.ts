import type { FastifyInstance } from "fastify";
import type { Config } from "../config.ts";

/** Headers of every answer. Supplier images come from any https host; the sandbox serves its own from this computer. */
export function addSecurityHeaders(app: FastifyInstance, config: Config): void {
  // Our own pictures are addressed by where people reach us, or by the network that delivers for us.
  const own = [config.publicUrl, config.MEDIA_CDN_URL, config.sandboxUrl].flatMap((url) =>
    url ? new URL(url).origin : [],
  );
  const images = ["'self'", "https:", "data:", "blob:", ...new Set(own)].join(" ");
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
  app.addHook("onSend", async (_request, reply) => {
    void reply.headers({
      // A file that somebody uploaded brings a stricter one.
      ...(reply.hasHeader("content-security-policy") ? {} : { "content-security-policy": policy }),
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
