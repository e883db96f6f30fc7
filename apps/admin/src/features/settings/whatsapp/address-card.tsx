import type { ChannelDetails } from "@nexusone/contracts/channels";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card, Facts } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { Check, CircleCheck, Copy, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { KnownReason } from "../../../app/known-reason.tsx";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { copyText } from "../../../lib/copy.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";

/** Where messages come in, what to type where it could not be registered by itself, and the test of it. */
export function AddressCard({ channel }: { channel: ChannelDetails }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("channels:manage");
  const { address, webhook, heardAt, id } = channel;
  const test = useMutation(api.channels.testSignature.mutationOptions());
  const done = webhook === "registered";
  return (
    <Card
      title={t("channels.address")}
      hint={t(done ? "channels.addressHint" : "channels.addressHand")}
      extra={
        <Button size="sm" busy={test.isPending} refused={refused} onClick={() => test.mutate({ id })}>
          {t("channels.test")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Refused error={test.error} />
        {test.data?.ok === true ? (
          <p role="status" className="flex items-center gap-2 rounded-md bg-good-soft px-3 py-2 text-sm text-good">
            <CircleCheck size={15} className="shrink-0" aria-hidden />
            {t("channels.testOk")}
          </p>
        ) : test.data?.reason ? (
          <KnownReason code={test.data.reason} onRetry={() => test.mutate({ id })} />
        ) : null}
        <Facts
          rows={[
            [
              t("channels.registration"),
              <Badge
                key="registration"
                tone={done ? "good" : "wait"}
                icon={done ? <Check size={12} aria-hidden /> : <TriangleAlert size={12} aria-hidden />}
              >
                {t(`channels.webhook.${webhook}`)}
              </Badge>,
            ],
            [t("channels.heard"), heardAt ? <RelativeTime key="heard" at={heardAt} /> : t("channels.heardNever")],
          ]}
        />
        {address ? (
          <div className="flex flex-col gap-3 rounded-md bg-sunken p-3">
            <Copied label={t("channels.url")} value={address.url} />
            {address.verifyToken ? <Copied label={t("channels.verifyToken")} value={address.verifyToken} /> : null}
            {address.header ? <Copied label={address.header.name} value={address.header.value} /> : null}
          </div>
        ) : null}
      </div>
    </Card>
  );
}

function Copied({ label, value }: { label: string; value: string }): ReactNode {
  const t = useT();
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="text-xs text-muted">{label}</p>
        <code className="block break-all text-xs text-ink">{value}</code>
      </div>
      <Button
        size="sm"
        icon={<Copy size={13} aria-hidden />}
        aria-label={t("channels.copyOf", { what: label })}
        onClick={() => void copyText(value, t)}
      >
        {t("channels.copy")}
      </Button>
    </div>
  );
}
