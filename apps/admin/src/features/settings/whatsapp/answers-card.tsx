import type { ChannelDetails } from "@nexusone/contracts/channels";
import { Card } from "@nexusone/ui/layout";
import { Switch } from "@nexusone/ui/toggle";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { useChanged } from "./channel-actions.tsx";

const ANSWERS = ["answersOrders", "sellsInChat"] as const;

/** Which of the shop's own answers this number gives. What the shop has switched off is off here, whatever stands here. */
export function AnswersCard({ channel }: { channel: ChannelDetails }) {
  const t = useT();
  const { api } = useShop();
  const shop = useQuery(api.channels.getBusinessConfig.queryOptions()).data;
  const mayNot = useRefusal("channels:manage") !== undefined;
  const save = useMutation(api.channels.setAnswers.mutationOptions({ onSuccess: useChanged(channel.id) }));
  const { id, answersOrders, sellsInChat } = channel;
  const now = save.isPending ? save.variables : { id, answersOrders, sellsInChat };
  return (
    <Card title={t("channels.answersHere")} hint={t("channels.answersHereHint")}>
      <div className="flex flex-col gap-4">
        <Refused error={save.error} onRetry={() => save.variables && save.mutate(save.variables)} />
        {ANSWERS.map((name) => (
          <Switch
            key={name}
            label={t(`channels.${name}`)}
            hint={t(shop?.[name] === false ? "channels.offForAll" : `channels.${name}Hint`)}
            checked={now[name]}
            disabled={mayNot || save.isPending}
            onChange={(isOn) => save.mutate({ ...now, [name]: isOn })}
          />
        ))}
        <p className="text-xs text-muted">{t("channels.alwaysObeyed")}</p>
      </div>
    </Card>
  );
}
