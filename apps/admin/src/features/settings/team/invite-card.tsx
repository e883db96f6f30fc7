import { InviteInput } from "@nexusone/contracts/identity";
import { type Role, roleMayManage, ROLES } from "@nexusone/contracts/permissions";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { Card } from "@nexusone/ui/layout";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Refused } from "../../../app/refused.tsx";
import { useT } from "../../../i18n/context.tsx";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

type Values = { email: string; role: Role };

export function InviteCard() {
  const t = useT();
  const { api, membership } = useShop();
  const queryClient = useQueryClient();
  const form = useContractForm<Values, typeof InviteInput>({
    schema: InviteInput,
    defaultValues: { email: "", role: "product_editor" },
  });
  const invite = useMutation(
    api.team.invite.mutationOptions({
      onSuccess: async (_, { email }) => {
        form.reset();
        void toastDone(t("team.invited", { email }));
        await queryClient.invalidateQueries(api.team.pathFilter());
      },
    }),
  );
  return (
    <Card title={t("team.inviteTitle")} hint={t("team.inviteHint")}>
      <form
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => void form.handleSubmit((input) => invite.mutate(input))(event)}
      >
        <Refused error={invite.error} />
        <div className="flex flex-wrap items-start gap-3">
          <Input
            className="min-w-0 flex-1 basis-56"
            label={t("auth.email")}
            type="email"
            {...form.register("email")}
            error={form.formState.errors.email?.message}
          />
          <Select
            className="min-w-0 flex-1 basis-52 sm:max-w-64"
            label={t("team.role")}
            hint={t(`team.role.${form.watch("role")}`)}
            {...form.register("role")}
          >
            {ROLES.filter((role) => roleMayManage(membership.role, role)).map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </Select>
          <Button type="submit" look="primary" className="mt-6" busy={invite.isPending}>
            {t("team.invite")}
          </Button>
        </div>
      </form>
    </Card>
  );
}
