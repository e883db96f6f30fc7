import { lazy, Suspense, useEffect, useState } from "react";

const Toaster = lazy(async () => ({ default: (await import("./toaster.tsx")).StyledToaster }));

/** Toasts are never the first thing needed: their code comes when the page has settled. */
export function Toasts() {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), 1_500);
    return () => clearTimeout(timer);
  }, []);
  return settled ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}
