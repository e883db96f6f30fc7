import { relativeText } from "@nexusone/ui/amounts";
import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useI18n } from "../../../i18n/context.tsx";
import { useRefusal, useShop } from "../../../lib/shop.ts";
import { toastFailed } from "../../../lib/toast.ts";
import { ReadOnly } from "../read-only.tsx";
import { SettingsHeader } from "../settings-header.tsx";
import { InviteCard } from "./invite-card.tsx";
import { MembersCard } from "./members-card.tsx";

export function TeamPage() {
  const { t, locale } = useI18n();
  const { api, can } = useShop();
  const queryClient = useQueryClient();
  const refused = useRefusal("team:manage");
  const { data: team } = useSuspenseQuery(api.team.list.queryOptions());
  const withdraw = useMutation(
    api.team.withdrawInvitation.mutationOptions({
      onError: (error) => void toastFailed(error, t),
      onSettled: () => queryClient.invalidateQueries(api.team.pathFilter()),
    }),
  );
  return (
    <>
      <SettingsHeader title="settings.team" />
      <ReadOnly permission="team:manage" />
      {can("team:manage") ? <InviteCard /> : null}
      <MembersCard members={team.members} />
      {team.invitations.length > 0 ? (
        <Card flush title={t("team.pending")}>
          <ul>
            {team.invitations.map((invitation) => (
              <li
                key={invitation.id}
                className="flex items-center gap-3 border-b border-line px-4 py-2.5 last:border-b-0"
              >
                <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
                  <span className="min-w-0 flex-1 basis-48 truncate font-medium">{invitation.email}</span>
                  <Badge>{t(`role.${invitation.role}`)}</Badge>
                  <span className="text-xs text-muted">
                    {t("team.expires", { when: relativeText(invitation.expiresAt, Date.now(), locale) })}
                  </span>
                </div>
                <Button
                  size="sm"
                  look="quiet"
                  refused={refused}
                  busy={withdraw.isPending}
                  onClick={() => withdraw.mutate({ invitationId: invitation.id })}
                >
                  {t("team.withdraw")}
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}
