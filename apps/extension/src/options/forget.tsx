import { fill } from "@nexusone/contracts/locale";
import { useState } from "../draw/render.ts";
import type { Asks } from "../popup/popup.tsx";
import type { OptionsWords } from "./words.ts";

type Props = Pick<Asks, "ask"> & { words: OptionsWords; onForgotten: () => void };

function lost(count: number, words: OptionsWords): string {
  if (count === 0) return words.forgetNone;
  return count === 1 ? words.forgetOne : fill(words.forgetMany, { count });
}

/** The way out, which names what would be lost before it takes it. */
export function Forget({ words, ask, onForgotten }: Props) {
  const [waiting, setWaiting] = useState<number | undefined>(undefined);
  const question = async () => {
    const queue = await ask("queue.get", {});
    const open = queue?.batches.filter(({ state }) => state !== "done") ?? [];
    setWaiting(open.reduce((sum, { total }) => sum + total, 0));
  };
  const forget = async () => {
    await ask("options.forget", {});
    setWaiting(undefined);
    onForgotten();
  };
  return (
    <section>
      <p class="note">{words.forgetNote}</p>
      <button type="button" class="second" aria-expanded={waiting !== undefined} onClick={() => void question()}>
        {words.forget}
      </button>
      {waiting !== undefined && (
        <div class="sure" role="group" aria-label={words.forget}>
          <p>
            {words.forgetSure} {lost(waiting, words)}
          </p>
          <div class="buttons">
            <button type="button" class="danger" onClick={() => void forget()}>
              {words.forgetYes}
            </button>
            <button type="button" class="second" onClick={() => setWaiting(undefined)}>
              {words.keep}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}
