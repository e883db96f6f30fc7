import { listBases } from "./layout.ts";
import { takeBackup, type BackupOptions, type TakenBackup } from "./take-backup.ts";

export interface KeepBackedUp extends BackupOptions {
  everyMs: number;
  /** How often the age of the newest copy is looked at, default five minutes. The first look is one such time from now. */
  lookMs?: number;
  onBackup: (backup: TakenBackup) => void;
  onError: (error: unknown) => void;
}

/**
 * Takes a backup whenever the newest one is older than `everyMs`, one at a time. The age is read from the folder, so restarts
 * neither skip nor repeat one. A failure is reported and tried again at the next look. @returns stops and waits for one under way.
 */
export function keepBackedUp(options: KeepBackedUp): () => Promise<void> {
  let stopped = false;
  let running: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const newest = listBases(options.into).bases.at(-1);
    const age = newest ? Date.now() - new Date(newest.manifest.finishedAt).getTime() : Infinity;
    if (age >= options.everyMs) options.onBackup(await takeBackup(options));
  };
  const timer = setInterval(() => {
    if (stopped) return;
    running ??= look()
      .catch(options.onError)
      .finally(() => (running = undefined));
  }, options.lookMs ?? LOOK_MS);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}
const LOOK_MS = 5 * 60_000;
