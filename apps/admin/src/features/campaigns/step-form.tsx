import { Button } from "@nexusone/ui/button";
import type { ReactNode } from "react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal } from "../../lib/shop.ts";

type Props = { busy: boolean; error: unknown; onNext: () => void; children: ReactNode };

/** One step of a campaign that is being written: what was refused, what is filled in, and the way on. */
export function StepForm({ busy, error, onNext, children }: Props) {
  const t = useT();
  const refused = useRefusal("campaigns:manage");
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!refused && !busy) onNext();
      }}
    >
      <Refused error={error} />
      {children}
      <div className="flex justify-end">
        <Button type="submit" look="primary" busy={busy} refused={refused}>
          {t("campaigns.next")}
        </Button>
      </div>
    </form>
  );
}
