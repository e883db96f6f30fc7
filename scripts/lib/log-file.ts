import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

/** What a log may grow to, and how many older ones stay beside it as `.1` (the newest), `.2`, ... */
export type LogLimits = { readonly maxBytes: number; readonly keep: number };

export const LOG_LIMITS: LogLimits = { maxBytes: 10 * 1024 * 1024, keep: 3 };

/** Appends lines to a file that never outgrows its limit: a full one steps aside, the oldest goes. */
export function openLogFile(file: string, { maxBytes, keep }: LogLimits = LOG_LIMITS) {
  let descriptor = openSync(file, "a");
  let size = fstatSync(descriptor).size;

  function stepAside(): void {
    closeSync(descriptor);
    for (let nth = keep; nth > 1; nth -= 1)
      if (existsSync(`${file}.${nth - 1}`)) renameSync(`${file}.${nth - 1}`, `${file}.${nth}`);
    renameSync(file, `${file}.1`);
    descriptor = openSync(file, "a");
    size = 0;
  }

  return {
    write: (line: string): void => {
      const bytes = Buffer.from(`${line}\n`);
      if (size > 0 && size + bytes.length > maxBytes) stepAside();
      size += writeSync(descriptor, bytes);
    },
    close: (): void => closeSync(descriptor),
  };
}
