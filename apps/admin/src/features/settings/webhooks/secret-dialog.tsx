import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input } from "@nexusone/ui/field";
import { Copy } from "lucide-react";
import { useState } from "react";
import { useT } from "../../../i18n/context.tsx";
import { copyText } from "../../../lib/copy.ts";

/** Shows a secret, this once. Asks before it goes: one that was clicked away is lost. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useT();
  const [leaving, setLeaving] = useState(false);
  return (
    <Dialog
      open
      wide
      onOpenChange={() => (leaving ? onClose() : setLeaving(true))}
      title={t("webhooks.secretTitle")}
      description={t("webhooks.secretText")}
      footer={
        <>
          <Button icon={<Copy size={14} aria-hidden />} onClick={() => void copyText(secret, t)}>
            {t("webhooks.copySecret")}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t("webhooks.done")}
          </Button>
        </>
      }
    >
      <Input
        label={t("webhooks.secret")}
        readOnly
        value={secret}
        controlClassName="font-mono"
        onFocus={(event) => event.target.select()}
      />
      {leaving ? (
        <p role="alert" className="mt-3 rounded-md bg-wait-soft px-3 py-2 text-wait">
          {t("webhooks.leaving")}
        </p>
      ) : null}
    </Dialog>
  );
}
