import { isDomainError } from "@nexusone/core/errors";
import type { Logger } from "@nexusone/core/platform";
import { isConnectionError } from "@nexusone/db/errors";

/** Something nobody foresaw: the error, and what the log says about where it happened. */
export type Fault = {
  readonly error: Error;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** The same log; of what it writes as an error, faults of ours are told to `onFault` as well. Refusals and a database that is away are none. */
export function tellFaults(log: Logger, onFault: (fault: Fault) => void): Logger {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => {
      log.error(fields, message);
      const { err, ...facts } = fields as Record<string, unknown>;
      if (err instanceof Error && !isDomainError(err) && !isConnectionError(err))
        onFault({ error: err, message, facts });
    },
  };
}
