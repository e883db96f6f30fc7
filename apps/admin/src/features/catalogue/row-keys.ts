import type { Virtualizer } from "@tanstack/react-virtual";
import type { KeyboardEvent, RefObject } from "react";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

type Rows = {
  scroller: RefObject<HTMLDivElement | null>;
  virtual: Virtualizer<HTMLDivElement, Element>;
  count: number;
  onChoose: ((index: number, extend: boolean) => void) | undefined;
  /** What Space opens; Enter is the focused element's own. */
  onSpace?: (index: number) => void;
};

/**
 * Keys of a virtual table, whose rows carry `data-row` on what takes the focus: arrows (or j and k) move between them, x chooses
 * one, with Shift all up to it.
 */
export function rowKeys({ scroller, virtual, count, onChoose, onSpace }: Rows) {
  return (event: KeyboardEvent<HTMLTableElement>): void => {
    const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-row]") : null;
    if (!focused || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(focused.dataset["row"]);
    const step = STEPS[event.key];
    if (step !== undefined) {
      const next = Math.min(Math.max(index + step, 0), count - 1);
      virtual.scrollToIndex(next);
      const focusNext = (): boolean => {
        const target = scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`);
        target?.focus();
        return target != null;
      };
      // At once, so that the next key meets the new row; a row out of sight is drawn first.
      if (!focusNext()) requestAnimationFrame(focusNext);
    } else if (event.key === " " && onSpace) onSpace(index);
    else if (event.key.toLowerCase() === "x") onChoose?.(index, event.shiftKey);
    else return;
    event.preventDefault();
  };
}
