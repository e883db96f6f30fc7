import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useEffect, useState } from "react";

const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));
const Context = createContext<() => void>(() => undefined);

export const usePalette = (): (() => void) => use(Context);

/** Ctrl or Cmd with K opens the palette from anywhere; its code comes with the first use. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const show = useCallback(() => {
    setUsed(true);
    setOpen(true);
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      show();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [show]);
  return (
    <Context value={show}>
      {children}
      {used ? (
        <Suspense>
          <Palette open={open} onOpenChange={setOpen} />
        </Suspense>
      ) : null}
    </Context>
  );
}
