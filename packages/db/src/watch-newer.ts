import type { DirectSql } from "./direct.ts";
import { countApplied } from "./migrate.ts";

const EVERY_MS = 2_000;

/**
 * Looks every two seconds whether a newer program has migrated the database, and says so once: what this program does would be done
 * by rules that no longer hold. `known`: the migrations of this program. @returns what ends the looking; a look that is under way
 * then tells nothing any more, as its connection may be closed
 */
export function watchNewer(
  sql: DirectSql,
  known: number,
  { onNewer, onError }: { readonly onNewer: () => void; readonly onError: (error: unknown) => void },
): () => void {
  let isLooking = false;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    clearInterval(timer);
  };
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      if ((await countApplied(sql)) <= known || isOver) return;
      end();
      onNewer();
    } catch (error) {
      if (!isOver) onError(error);
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  return end;
}
