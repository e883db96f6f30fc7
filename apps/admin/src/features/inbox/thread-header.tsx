import { Badge, type Tone } from "@nexusone/ui/badge";
import { Button, IconButton, buttonClass } from "@nexusone/ui/button";
import { Menu, MenuChoice, MenuItem } from "@nexusone/ui/menu";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  ArrowLeft,
  Bot,
  Check,
  ChevronDown,
  Clock,
  Ellipsis,
  Eye,
  Hand,
  MailOpen,
  PanelRight,
  UserRound,
} from "lucide-react";
import { Refused } from "../../app/refused.tsx";
import { useT } from "../../i18n/context.tsx";
import { useRefusal, useShop } from "../../lib/shop.ts";
import { ChannelName } from "./channel-name.tsx";
import type { Conversation } from "./inbox-queries.ts";
import type { InboxSearch } from "./inbox-search.ts";
import { snoozeTimes } from "./snooze-times.ts";
import { useAfterChange } from "./use-after-change.ts";
import type { Colleague } from "./use-attendance.ts";
import { useCustomerName } from "./use-customer-name.ts";

const TONES: Record<Conversation["state"], Tone> = {
  open: "info",
  waiting: "neutral",
  snoozed: "wait",
  closed: "good",
};

type Props = {
  conversation: Conversation;
  others: readonly Colleague[];
  search: InboxSearch;
  panelShown: boolean;
  onPanel: () => void;
};

/** Who it is, who has it, and what becomes of it. */
export function ThreadHeader({ conversation, others, search, panelShown, onPanel }: Props) {
  const t = useT();
  const { slug } = useShop();
  const acts = useConversationActs(conversation);
  const refused = useRefusal("conversations:reply");
  const { contact, reach, channel, state, alert } = conversation;
  const closed = state === "closed";
  const customer = useCustomerName(conversation);
  return (
    <header className="flex flex-col gap-2 border-b border-line bg-surface px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <Link
          to="/m/$slug/inbox"
          params={{ slug }}
          search={{ ...search, at: undefined }}
          aria-label={t("chat.back")}
          className={`${buttonClass({ look: "quiet", square: true })} md:hidden`}
        >
          <ArrowLeft size={16} aria-hidden />
        </Link>
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="flex min-w-0 items-center gap-2">
            <Link
              to="/m/$slug/customers/$contactId"
              params={{ slug, contactId: contact.id }}
              className="min-w-0 truncate text-base font-semibold text-ink hover:underline"
            >
              <bdi>{customer}</bdi>
            </Link>
            <Badge tone={TONES[state]}>{t(`chat.state.${state}`)}</Badge>
          </h2>
          <p className="flex min-w-0 items-center gap-2 text-xs text-muted">
            {reach && contact.name ? <bdi className="shrink-0 tabular-nums">{reach}</bdi> : null}
            <ChannelName channel={channel} />
          </p>
        </div>
        <div className="flex items-center gap-1">
          <AssignMenu conversation={conversation} refused={refused} onAssign={acts.assign} />
          <SnoozeMenu refused={refused} onSnooze={acts.snooze} />
          <Button
            size="sm"
            refused={refused}
            busy={acts.change.isPending}
            icon={closed ? <MailOpen size={14} aria-hidden /> : <Check size={14} aria-hidden />}
            onClick={() => acts.setState(closed ? "open" : "closed")}
            title={closed ? t("chat.reopen") : t("chat.closeHint")}
          >
            {t(closed ? "chat.reopen" : "chat.close")}
          </Button>
          <Menu
            align="end"
            trigger={<IconButton size="sm" label={t("common.actions")} icon={<Ellipsis size={16} aria-hidden />} />}
          >
            <MenuItem onSelect={() => acts.setState("waiting")} disabled={refused !== undefined || state === "waiting"}>
              {t("chat.markWaiting")}
            </MenuItem>
            <MenuItem onSelect={acts.markUnread}>{t("chat.markUnread")}</MenuItem>
            <MenuItem onSelect={() => acts.take("human")} disabled={refused !== undefined}>
              {t("chat.take")}
            </MenuItem>
            <MenuItem onSelect={() => acts.take("none")} disabled={refused !== undefined}>
              {t("chat.letGo")}
            </MenuItem>
          </Menu>
          <span className="hidden xl:block">
            <IconButton
              size="sm"
              label={t(panelShown ? "chat.hidePanel" : "chat.showPanel")}
              aria-pressed={panelShown}
              icon={<PanelRight size={16} aria-hidden />}
              onClick={onPanel}
            />
          </span>
          <span className="xl:hidden">
            <IconButton
              size="sm"
              label={t("chat.showPanel")}
              icon={<UserRound size={16} aria-hidden />}
              onClick={onPanel}
            />
          </span>
        </div>
      </div>
      {alert ? (
        <div role="status" className="flex flex-wrap items-center gap-2 rounded-md bg-bad-soft px-3 py-2 text-sm">
          <Hand size={16} className="shrink-0 text-bad" aria-hidden />
          <span className="min-w-0 flex-1 basis-48 text-ink">
            <span dir="auto" className="font-medium">
              {t("chat.alertReason", { reason: alert.reason })}
            </span>
            {alert.detail ? (
              <span dir="auto" className="block text-soft">
                {alert.detail}
              </span>
            ) : null}
          </span>
          <Button size="sm" look="primary" refused={refused} busy={acts.handle.isPending} onClick={acts.handleAlert}>
            {t("chat.handleAlert")}
          </Button>
        </div>
      ) : null}
      <Handling conversation={conversation} others={others} refused={refused} onTake={() => acts.take("human")} />
      <Refused error={acts.error} bare />
    </header>
  );
}

/** Who else is here, and who answers: seen before one begins to type. */
function Handling({
  conversation,
  others,
  refused,
  onTake,
}: Pick<Props, "conversation" | "others"> & { refused: string | undefined; onTake: () => void }) {
  const t = useT();
  const { me } = useShop();
  const { handler, assignee } = conversation;
  const elsewhere = handler === "human" && assignee !== null && assignee.id !== me.user.id;
  if (others.length === 0 && handler !== "assistant" && !elsewhere) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-soft">
      {handler === "assistant" ? (
        <span className="inline-flex items-center gap-1.5">
          <Bot size={13} aria-hidden />
          {t("chat.assistantAnswers")}
        </span>
      ) : elsewhere ? (
        <span className="inline-flex items-center gap-1.5">
          <UserRound size={13} aria-hidden />
          {t("chat.colleagueAnswers", { name: assignee.name })}
        </span>
      ) : null}
      {handler === "assistant" || elsewhere ? (
        <Button size="sm" refused={refused} onClick={onTake}>
          {t("chat.takeOver")}
        </Button>
      ) : null}
      {others.map(({ id, name, typing }) => (
        <span key={id} role="status" className="inline-flex items-center gap-1.5">
          <Eye size={13} aria-hidden />
          <bdi>{t(typing ? "chat.isTyping" : "chat.isHere", { name })}</bdi>
        </span>
      ))}
    </div>
  );
}

function AssignMenu({
  conversation,
  refused,
  onAssign,
}: {
  conversation: Conversation;
  refused: string | undefined;
  onAssign: (id: string | null) => void;
}) {
  const t = useT();
  const { api, me } = useShop();
  const members = useQuery(api.team.list.queryOptions());
  const assigned = conversation.assignee;
  return (
    <Menu
      align="end"
      trigger={
        <Button size="sm" refused={refused} icon={<UserRound size={14} aria-hidden />} title={t("chat.assign")}>
          <bdi className="max-w-28 truncate max-sm:sr-only">{assigned?.name ?? t("chat.nobody")}</bdi>
          <ChevronDown size={12} aria-hidden />
        </Button>
      }
    >
      <MenuChoice checked={assigned === null} onSelect={() => onAssign(null)}>
        {t("chat.nobody")}
      </MenuChoice>
      {(members.data?.members ?? []).map(({ userId, name }) => (
        <MenuChoice key={userId} checked={assigned?.id === userId} onSelect={() => onAssign(userId)}>
          <bdi>{userId === me.user.id ? t("chat.me", { name }) : name}</bdi>
        </MenuChoice>
      ))}
    </Menu>
  );
}

function SnoozeMenu({ refused, onSnooze }: { refused: string | undefined; onSnooze: (until: Date) => void }) {
  const t = useT();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" refused={refused} label={t("chat.snooze")} icon={<Clock size={15} aria-hidden />} />
      }
    >
      {snoozeTimes(new Date()).map(({ word, until }) => (
        <MenuItem key={word} onSelect={() => onSnooze(until)}>
          {t(word)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Everything that a conversation's state can be changed by; shared with the keyboard. */
export function useConversationActs({ id, alert }: Pick<Conversation, "id" | "alert">) {
  const { api } = useShop();
  const after = useAfterChange(id);
  const change = useMutation(api.conversations.change.mutationOptions({ onSuccess: after }));
  const takes = useMutation(api.conversations.take.mutationOptions({ onSuccess: after }));
  const mark = useMutation(api.conversations.mark.mutationOptions({ onSuccess: after }));
  const handle = useMutation(api.conversations.handleAlert.mutationOptions({ onSuccess: after }));
  return {
    change,
    handle,
    error: change.error ?? takes.error ?? handle.error ?? mark.error,
    setState: (state: "open" | "waiting" | "closed") => change.mutate({ id, state }),
    snooze: (until: Date) => change.mutate({ id, state: "snoozed", snoozedUntil: until.toISOString() }),
    // Ids come from the list of members.
    assign: (assigneeId: string | null) => change.mutate({ id, assigneeId } as Parameters<typeof change.mutate>[0]),
    // Whoever presses the button has read who answers.
    take: (handler: "human" | "none") => takes.mutate({ id, handler, force: true }),
    markUnread: () => mark.mutate({ id, read: false }),
    handleAlert: () => (alert ? handle.mutate({ id: alert.id }) : undefined),
  };
}
