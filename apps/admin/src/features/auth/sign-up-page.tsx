import { CURRENCIES } from "@nexusone/contracts/currencies";
import { SignUpInput } from "@nexusone/contracts/identity";
import { Button } from "@nexusone/ui/button";
import { Input, Select } from "@nexusone/ui/field";
import { useMutation } from "@tanstack/react-query";
import { Link, useRouteContext } from "@tanstack/react-router";
import { Refused } from "../../app/refused.tsx";
import { useI18n } from "../../i18n/context.tsx";
import { useContractForm } from "../../lib/contract-form.ts";
import { countryOptions, currencyName } from "../../lib/countries.ts";
import { useAfterSignIn } from "./after-sign-in.ts";
import { Heading } from "./heading.tsx";

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
  const region = new Intl.Locale(navigator.language).region ?? "FR";
  const form = useContractForm({
    schema: SignUpInput,
    defaultValues: {
      name: "",
      email: "",
      password: "",
      merchantName: "",
      currency: region === "GB" ? "GBP" : region === "US" ? "USD" : "EUR",
      destinationCountry: region,
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
        <Input
          label={t("auth.signUp.shop")}
          autoComplete="organization"
          {...tall}
          {...form.register("merchantName")}
          error={errors.merchantName?.message}
        />
        <Select
          label={t("auth.signUp.currency")}
          hint={t("auth.signUp.currencyHint")}
          {...form.register("currency")}
          error={errors.currency?.message}
        >
          {CURRENCIES.map((code) => (
            <option key={code} value={code}>
              {code} · {currencyName(code, locale)}
            </option>
          ))}
        </Select>
        <Select
          label={t("auth.signUp.destination")}
          {...form.register("destinationCountry")}
          error={errors.destinationCountry?.message}
        >
          {countryOptions(locale).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Select>
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
