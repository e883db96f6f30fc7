import { useEffect, useEffectEvent, useRef } from "react";

/** Runs one time for the life of the page, also where React mounts twice: the link's token works only once. */
export function useOnce(run: () => void): void {
  const done = useRef(false);
  const first = useEffectEvent(run);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    first();
  }, []);
}
