import { TestMessageInput, type ChannelDetails } from "@nexusone/contracts/channels";
import { RelativeTime } from "@nexusone/ui/amounts";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";
import { TelephoneLink } from "./telephone-link.tsx";

type Mark = "done" | "open" | "bad";
const MARKS = {
  done: { Icon: CircleCheck, look: "text-good" },
  open: { Icon: CircleDashed, look: "text-muted" },
  bad: { Icon: TriangleAlert, look: "text-wait" },
} as const;

/** What a number still lacks until somebody was answered over it. */
export function FirstStepsCard({ channel }: { channel: ChannelDetails }) {
  const t = useT();
  const { state, webhook, heardAt, displayPhone, environment } = channel;
  return (
    <Card title={t("channels.first")} hint={t("channels.firstHint")}>
      <ol className="flex flex-col gap-3">
        <Step mark={state === "connected" ? "done" : "bad"} title={t("channels.first.keys")}>
          {t(state === "connected" ? "channels.first.keysDone" : "channels.first.keysBad")}
        </Step>
        <Step mark={webhook === "registered" ? "done" : heardAt ? "done" : "bad"} title={t("channels.first.webhook")}>
          {t(webhook === "registered" ? "channels.first.webhookDone" : "channels.first.webhookHand")}
        </Step>
        <Step mark={heardAt ? "done" : "open"} title={t("channels.first.heard")}>
          {heardAt ? (
            <RelativeTime at={heardAt} />
          ) : (
            <>
              <p>
                {t(environment === "sandbox" ? "channels.first.writeSandbox" : "channels.first.write", {
                  phone: displayPhone ?? "",
                })}
              </p>
              <p className="mt-2 empty:hidden">
                <TelephoneLink channel={channel} />
              </p>
            </>
          )}
        </Step>
        {heardAt ? (
          <Step mark="open" title={t("channels.first.test")}>
            {t("channels.first.testText")}
            <TestForm id={channel.id} />
          </Step>
        ) : null}
      </ol>
    </Card>
  );
}

/** To somebody who wrote: the server writes to nobody else. */
function TestForm({ id }: { id: ChannelDetails["id"] }) {
  const t = useT();
  const { api } = useShop();
  const refused = useRefusal("channels:manage");
  const form = useContractForm<{ phone: string }, typeof TestMessageInput>({
    schema: TestMessageInput,
    defaultValues: { phone: "" },
    toInput: ({ phone }) => ({ id, phone }),
  });
  const send = useMutation(
    api.channels.sendTestMessage.mutationOptions({ onSuccess: () => void toastDone(t("channels.testSent")) }),
  );
  return (
    <form
      noValidate
      className="mt-2 flex flex-col gap-2"
      onSubmit={(event) => void form.handleSubmit((input) => send.mutate(input))(event)}
    >
      <div className="flex flex-wrap items-start gap-2">
        <Input
          className="min-w-0 max-w-60 flex-1 basis-44"
          label={t("channels.yourPhone")}
          hideLabel
          type="tel"
          placeholder="+33612345678"
          {...form.register("phone")}
          error={form.formState.errors.phone?.message}
        />
        <Button type="submit" busy={send.isPending} refused={refused}>
          {t("channels.sendTest")}
        </Button>
      </div>
      <Refused bare error={send.error} />
    </form>
  );
}

function Step({ mark, title, children }: { mark: Mark; title: string; children: ReactNode }) {
  const t = useT();
  const { Icon, look } = MARKS[mark];
  return (
    <li className="flex items-start gap-2">
      <Icon size={16} className={`mt-0.5 shrink-0 ${look}`} aria-label={t(`channels.mark.${mark}`)} />
      <div className="min-w-0 text-sm">
        <p className="font-medium text-ink">{title}</p>
        <div className="text-muted">{children}</div>
      </div>
    </li>
  );
}
