import { useEffect, useRef } from "react";

/** Runs one time for the life of the page, also where React mounts twice: the link's token works only once. */
export function useOnce(run: () => void): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    run();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the first run counts, whatever changes later
  }, []);
}
