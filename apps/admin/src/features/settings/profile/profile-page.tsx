import { Badge } from "@nexusone/ui/badge";
import { Button } from "@nexusone/ui/button";
import { Card } from "@nexusone/ui/layout";
import { useMutation } from "@tanstack/react-query";
import { Check, TriangleAlert } from "lucide-react";
import { useT } from "../../../i18n/context.tsx";
import { useShop } from "../../../lib/shop.ts";
import { toastDone, toastFailed } from "../../../lib/toast.ts";
import { SettingsHeader } from "../settings-header.tsx";
import { ActivityCard } from "./activity-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { SignInsCard } from "./sign-ins-card.tsx";

export function ProfilePage() {
  const t = useT();
  const { me, person } = useShop();
  const { user } = me;
  const resend = useMutation(
    person.identity.resendVerification.mutationOptions({
      onSuccess: () => void toastDone(t("profile.resent", { email: user.email })),
      onError: (error) => void toastFailed(error, t),
    }),
  );
  return (
    <>
      <SettingsHeader title="settings.profile" />
      <Card title={t("profile.you")}>
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 truncate font-medium text-ink">{user.email}</span>
            <Badge
              tone={user.emailVerified ? "good" : "wait"}
              icon={user.emailVerified ? <Check size={12} aria-hidden /> : <TriangleAlert size={12} aria-hidden />}
            >
              {t(user.emailVerified ? "profile.emailVerified" : "profile.emailUnverified")}
            </Badge>
            {user.emailVerified ? null : (
              <Button size="sm" busy={resend.isPending} onClick={() => resend.mutate()}>
                {t("profile.resend")}
              </Button>
            )}
          </div>
          <ProfileForm user={user} />
        </div>
      </Card>
      <PasswordCard />
      <SignInsCard />
      <ActivityCard />
    </>
  );
}
