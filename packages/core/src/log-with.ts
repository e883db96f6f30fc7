import type { Logger } from "./platform.ts";

/** The same log with `facts` on every line; they may still be filled in, as who a request turns out to be. */
export function logWith(log: Logger, facts: object): Logger {
  return {
    debug: (fields, message) => log.debug({ ...facts, ...fields }, message),
    info: (fields, message) => log.info({ ...facts, ...fields }, message),
    warn: (fields, message) => log.warn({ ...facts, ...fields }, message),
    error: (fields, message) => log.error({ ...facts, ...fields }, message),
  };
}
