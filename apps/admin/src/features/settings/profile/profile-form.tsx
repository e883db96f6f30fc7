import { type MeView, UpdateProfileInput } from "@nexusone/contracts/identity";
import { LOCALES, type Locale } from "@nexusone/contracts/locale";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Refused } from "../../../app/refused.tsx";
import { useI18n } from "../../../i18n/context.tsx";
import { chooseLocale } from "../../../i18n/load.ts";
import { LANGUAGE_NAMES } from "../../../i18n/names.ts";
import { useContractForm } from "../../../lib/contract-form.ts";
import { useShop } from "../../../lib/shop.ts";
import { toastDone } from "../../../lib/toast.ts";

type Values = { name: string; phoneNumber: string; locale: Locale };

export function ProfileForm({ user }: { user: MeView["user"] }) {
  const { t, locale } = useI18n();
  const { person } = useShop();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useContractForm<Values, typeof UpdateProfileInput>({
    schema: UpdateProfileInput,
    values: { name: user.name, phoneNumber: user.phoneNumber ?? "", locale: user.locale },
    toInput: ({ phoneNumber, ...rest }) => {
      const compact = phoneNumber.replace(/[\s().-]/g, "");
      return { ...rest, phoneNumber: compact === "" ? null : compact };
    },
    words: { phoneNumber: t("form.phone") },
  });
  const update = useMutation(
    person.identity.updateProfile.mutationOptions({
      onSuccess: async (me) => {
        queryClient.setQueryData(person.identity.findMe.queryKey(), me);
        if (me.user.locale !== locale) {
          chooseLocale(me.user.locale);
          return;
        }
        void toastDone(t("common.saved"));
        await router.invalidate();
      },
    }),
  );
  const { errors, isDirty } = form.formState;
  return (
    <form
      noValidate
      className="grid gap-4 sm:grid-cols-2"
      onSubmit={(event) => void form.handleSubmit((input) => update.mutate(input))(event)}
    >
      <div className="empty:hidden sm:col-span-2">
        <Refused error={update.error} />
      </div>
      <Input label={t("profile.name")} autoComplete="name" {...form.register("name")} error={errors.name?.message} />
      <Input
        label={t("profile.phone")}
        optional
        type="tel"
        autoComplete="tel"
        {...form.register("phoneNumber")}
        error={errors.phoneNumber?.message}
      />
      <Select label={t("profile.language")} {...form.register("locale")}>
        {LOCALES.map((language) => (
          <option key={language} value={language}>
            {LANGUAGE_NAMES[language]}
          </option>
        ))}
      </Select>
      <div className="flex items-end justify-end">
        <Button type="submit" look="primary" busy={update.isPending} disabled={!isDirty}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
