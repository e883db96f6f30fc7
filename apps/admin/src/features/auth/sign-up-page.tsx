import { SignUpInput } from "@nexusone/contracts/identity";
import { Button } from "@nexusone/ui/button";
import { Input } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { Link, useRouteContext } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useContractForm } from "../../lib/contract-form.ts";
import { useAfterSignIn } from "./after-sign-in.ts";
import { Heading } from "./heading.tsx";
import { firstShop, ShopFields } from "./shop-fields.tsx";

type Values = {
  name: string;
  email: string;
  password: string;
  merchantName: string;
  currency: string;
  destinationCountry: string;
};

export function SignUpPage() {
  const { t, locale } = useI18n();
  const { person } = useRouteContext({ from: "__root__" });
  const afterSignIn = useAfterSignIn();
  const form = useContractForm({
    schema: SignUpInput,
    defaultValues: {
      name: "",
      email: "",
      password: "",
      merchantName: "",
      ...firstShop(),
    } satisfies Values as Values,
    toInput: (values) => ({ ...values, locale }),
  });
  const signUp = useMutation(person.identity.signUp.mutationOptions({ onSuccess: () => afterSignIn(undefined) }));
  const { errors } = form.formState;
  const tall = { controlClassName: "h-10" } as const;
  return (
    <>
      <Heading title={t("auth.signUp.title")} />
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit((input) => signUp.mutate(input))(event)}
        className="flex flex-col gap-4"
      >
        <Refused error={signUp.error} />
        <Input
          label={t("auth.signUp.name")}
          autoComplete="name"
          autoFocus
          {...tall}
          {...form.register("name")}
          error={errors.name?.message}
        />
        <Input
          label={t("auth.email")}
          type="email"
          autoComplete="username"
          {...tall}
          {...form.register("email")}
          error={errors.email?.message}
        />
        <Input
          label={t("auth.password")}
          type="password"
          autoComplete="new-password"
          hint={t("auth.passwordHint")}
          {...tall}
          {...form.register("password")}
          error={errors.password?.message}
        />
        <ShopFields
          name={{ ...form.register("merchantName"), error: errors.merchantName?.message }}
          currency={{ ...form.register("currency"), error: errors.currency?.message }}
          destination={{ ...form.register("destinationCountry"), error: errors.destinationCountry?.message }}
        />
        <Button type="submit" look="primary" size="lg" busy={signUp.isPending}>
          {t("auth.signUp.action")}
        </Button>
      </form>
      <p className="mt-5 border-t border-line pt-4 text-center text-sm text-muted">
        {t("auth.signUp.have")}{" "}
        <Link to="/sign-in" className="font-medium text-accent-ink hover:underline">
          {t("auth.signIn.title")}
        </Link>
      </p>
    </>
  );
}
