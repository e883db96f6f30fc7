import { type RefObject, useEffect, useEffectEvent } from "react";

/** What a key asks of the thread that is open; the thread listens on the page. */
export const THREAD_KEYS = { r: "reply", n: "note", s: "draft", e: "close" } as const;
export type ThreadKey = (typeof THREAD_KEYS)[keyof typeof THREAD_KEYS];
const EVENT = "nexusone:inbox-key";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

const typesIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("input, textarea, select, [contenteditable], [role=menu], [role=dialog]") !== null;

type Options = { list: RefObject<HTMLDivElement | null>; onHelp: () => void; onBack: () => void };

/** Keys of the whole screen: j and k through the list, Enter is the line's own, r n s e act on the thread, / searches, ? explains. */
export function useKeys({ list, onHelp, onBack }: Options): void {
  const act = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && event.target instanceof HTMLElement && event.target.matches("textarea, input")) {
      event.target.blur();
      return;
    }
    if (typesIn(event.target)) return;
    const step = STEPS[event.key];
    if (step !== undefined && !scrolls(event)) move(list.current, step);
    else if (event.key === "/") document.querySelector<HTMLInputElement>("[data-inbox-search] input")?.focus();
    else if (event.key === "?") onHelp();
    else if (event.key === "Escape") onBack();
    else if (event.key in THREAD_KEYS)
      document.dispatchEvent(
        new CustomEvent<ThreadKey>(EVENT, { detail: THREAD_KEYS[event.key as keyof typeof THREAD_KEYS] }),
      );
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => act(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}

/** Arrows scroll the thread while it has the focus. */
const scrolls = (event: KeyboardEvent): boolean =>
  event.key.startsWith("Arrow") &&
  event.target instanceof HTMLElement &&
  event.target.closest("[role=region]") !== null;

/** Focuses the line after the focused one, else after the open one, else the first. */
function move(list: HTMLDivElement | null, step: number): void {
  if (!list) return;
  const lines = [...list.querySelectorAll<HTMLElement>("[data-row]")].toSorted(
    (a, b) => Number(a.dataset["row"]) - Number(b.dataset["row"]),
  );
  const from = lines.findIndex((line) => line === document.activeElement);
  const open = lines.findIndex((line) => line.getAttribute("aria-current") === "true");
  const at = from >= 0 ? from + step : open >= 0 ? open + step : 0;
  const next = lines[Math.min(Math.max(at, 0), lines.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Calls the newest listener when a key asks something of the thread. */
export function useThreadKeys(listener: (key: ThreadKey) => void): void {
  const onKey = useEffectEvent(listener);
  useEffect(() => {
    const listen = (event: Event): void => onKey((event as CustomEvent<ThreadKey>).detail);
    document.addEventListener(EVENT, listen);
    return () => document.removeEventListener(EVENT, listen);
  }, []);
}
