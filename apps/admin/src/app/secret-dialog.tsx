import { Button } from "@nexusone/ui/button";
import { Dialog } from "@nexusone/ui/dialog";
import { Input } from "@nexusone/ui/field";
import { Copy } from "lucide-react";
import { useState } from "react";
import { useT } from "../i18n/context.tsx";
import { copyText } from "../lib/copy.ts";

type Words = { title: string; text: string; label: string; copy: string; done: string; leaving: string };

/** Shows a secret, this once. Asks before it goes: one that was clicked away is lost. */
export function SecretDialog({ secret, words, onClose }: { secret: string; words: Words; onClose: () => void }) {
  const t = useT();
  const [leaving, setLeaving] = useState(false);
  return (
    <Dialog
      open
      wide
      onOpenChange={() => (leaving ? onClose() : setLeaving(true))}
      title={words.title}
      description={words.text}
      footer={
        <>
          <Button icon={<Copy size={14} aria-hidden />} onClick={() => void copyText(secret, t)}>
            {words.copy}
          </Button>
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      <Input
        label={words.label}
        readOnly
        value={secret}
        controlClassName="font-mono"
        onFocus={(event) => event.target.select()}
      />
      {leaving ? (
        <p role="alert" className="mt-3 rounded-md bg-wait-soft px-3 py-2 text-wait">
          {words.leaving}
        </p>
      ) : null}
    </Dialog>
  );
}
