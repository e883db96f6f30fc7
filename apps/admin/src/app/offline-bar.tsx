import { CloudOff } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useT } from "../i18n/context.tsx";

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** Says that what is shown may be old, instead of failing one click at a time. */
export function OfflineBar() {
  const t = useT();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  if (online) return null;
  return (
    <p role="status" className="flex items-center gap-2 bg-wait-soft px-4 py-1.5 text-xs font-medium text-wait">
      <CloudOff size={14} aria-hidden />
      {t("error.offline")}
    </p>
  );
}
