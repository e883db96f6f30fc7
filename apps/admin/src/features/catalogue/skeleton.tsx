import { Skeleton } from "@nexusone/ui/layout";
import { useT } from "../../i18n/context.tsx";

const ROWS = Array.from({ length: 12 }, (_, index) => index);

/** The shape of the real rows, so that nothing jumps when they come. */
export function ListSkeleton({ phone }: { phone: boolean }) {
  const t = useT();
  return (
    <div role="status" aria-label={t("common.loading")}>
      {ROWS.map((row) => (
        <div
          key={row}
          className={`flex items-center gap-3 border-b border-line px-4 sm:px-6 ${phone ? "h-24" : "h-14"}`}
        >
          <Skeleton className="size-9 shrink-0" />
          <Skeleton className={`h-3.5 ${row % 3 === 0 ? "w-1/3" : "w-1/4"}`} />
          <span className="flex-1" />
          <Skeleton className="hidden h-3.5 w-16 md:block" />
          <Skeleton className="hidden h-3.5 w-20 md:block" />
          <Skeleton className="h-3.5 w-14" />
        </div>
      ))}
    </div>
  );
}
