import { CreateMerchantInput } from "@nexusone/contracts/merchants";
import { Button } from "@nexusone/ui/button";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, useRouteContext } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useContractForm } from "../../lib/contract-form.ts";
import { leave } from "../../lib/offline/forget-kept.ts";
import { toastFailed } from "../../lib/toast.ts";
import { useAfterSignIn } from "./after-sign-in.ts";
import { Heading } from "./heading.tsx";
import { firstShop, ShopFields } from "./shop-fields.tsx";

type Values = { name: string; currency: string; destinationCountry: string };
const route = getRouteApi("/_auth/welcome");

/** A new shop: the first one of somebody who is a member of none, or a further one. */
export function WelcomePage() {
  const { t } = useI18n();
  const { person } = useRouteContext({ from: "__root__" });
  const { me } = route.useRouteContext();
  const start = useAfterSignIn();
  const first = me.memberships.length === 0;
  const form = useContractForm({
    schema: CreateMerchantInput,
    defaultValues: { name: "", ...firstShop() } satisfies Values as Values,
  });
  const create = useMutation(
    person.merchants.createMerchant.mutationOptions({ onSuccess: ({ slug }) => start(`/m/${slug}/catalogue`) }),
  );
  const signOut = useMutation(
    person.identity.signOut.mutationOptions({
      onSuccess: leave,
      onError: (error) => void toastFailed(error, t),
    }),
  );
  const { errors } = form.formState;
  return (
    <>
      <Heading title={t(first ? "auth.noShop.title" : "auth.noShop.action")}>
        {first ? t("auth.noShop.text") : null}
      </Heading>
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit((input) => create.mutate(input))(event)}
        className="flex flex-col gap-4"
      >
        <Refused error={create.error} />
        <ShopFields
          name={{ autoFocus: true, ...form.register("name"), error: errors.name?.message }}
          currency={{ ...form.register("currency"), error: errors.currency?.message }}
          destination={{ ...form.register("destinationCountry"), error: errors.destinationCountry?.message }}
        />
        <Button type="submit" look="primary" size="lg" busy={create.isPending}>
          {t("auth.signUp.action")}
        </Button>
        {first ? (
          <Button look="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
            {t("auth.noShop.other", { email: me.user.email })}
          </Button>
        ) : (
          <Button look="quiet" onClick={() => history.back()}>
            {t("common.cancel")}
          </Button>
        )}
      </form>
    </>
  );
}
