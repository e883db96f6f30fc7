import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, Info } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useLiveEvents } from "../../../lib/live/live-provider.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { PairingCode } from "./pairing-code.tsx";
import { offerPairing } from "./reach-extension.ts";

/** Pushes the code to this browser's extension when it answers; shows it for typing when it does not. */
export function PairCard({ installed }: { installed: boolean }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("extension:use");
  const [name, setName] = useState(() => browserName(navigator.userAgent));
  const [paired, setPaired] = useState(false);
  const create = useMutation(api.extension.createPairing.mutationOptions());
  const offer = useMutation({ mutationFn: offerPairing });
  useLiveEvents(({ type }) => {
    if (type !== "extension.paired") return;
    setPaired(true);
    create.reset();
  });
  const start = async (): Promise<void> => {
    setPaired(false);
    const pairing = await create.mutateAsync({ name: name.trim() });
    offer.mutate(pairing.pairingCode);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // A refusal is shown by the mutation's own state.
    start().catch(() => undefined);
  };
  return (
    <Card title={t("ext.pairTitle")} hint={t("ext.pairHint")}>
      <div className="flex flex-col gap-4">
        {paired ? (
          <p
            role="status"
            className="flex items-center gap-2 rounded-md bg-good-soft px-3 py-2 text-sm font-medium text-good"
          >
            <CircleCheck size={16} aria-hidden />
            {t("ext.pairedNow")}
          </p>
        ) : null}
        <Refused error={create.error} />
        {create.data ? (
          <PairingCode
            pairing={create.data}
            asking={offer.data?.ok === true}
            refusedText={offer.data?.ok === false ? offer.data.reason.sentence : undefined}
            waiting={offer.isPending}
            onAgain={() => void start().catch(() => undefined)}
          />
        ) : (
          <form onSubmit={submit} className="flex flex-col gap-4">
            <div className="flex flex-wrap items-start gap-3">
              <Input
                className="min-w-0 max-w-80 flex-1 basis-60"
                label={t("ext.name")}
                hint={t("ext.nameHint")}
                required
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <Button type="submit" look="primary" className="sm:mt-6" busy={create.isPending} refused={refused}>
                {t("ext.pair")}
              </Button>
            </div>
            <p className="flex items-start gap-2 text-xs text-muted">
              {installed ? (
                <CircleCheck size={14} className="mt-px shrink-0 text-good" aria-hidden />
              ) : (
                <Info size={14} className="mt-px shrink-0" aria-hidden />
              )}
              {t(installed ? "ext.installed" : "ext.notInstalled")}
            </p>
          </form>
        )}
      </div>
    </Card>
  );
}

/** "Chrome on Windows": a first guess that people replace. */
export function browserName(userAgent: string): string {
  const system = ["Windows", "Mac OS X", "CrOS", "Android", "Linux"].find((word) => userAgent.includes(word));
  const browser = userAgent.includes("Edg/") ? "Edge" : "Chrome";
  return system ? `${browser} on ${system === "Mac OS X" ? "Mac" : system}` : browser;
}
