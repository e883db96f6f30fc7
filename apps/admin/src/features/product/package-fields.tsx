import { Input, Textarea } from "@nexusone/ui/field";
import { useT } from "../../i18n/context.tsx";

export type PackageText = {
  readonly brand: string;
  readonly barcode: string;
  readonly ingredients: string;
  /** As a date field writes it: 2027-05-31, or nothing. */
  readonly expiresOn: string;
};

type Props = {
  values: PackageText;
  onChange: (values: PackageText) => void;
  disabled?: boolean;
  /** The server refused the barcode; its sentence stands beside the button. */
  barcodeRefused?: boolean;
};

/** Brand, barcode, ingredients and expiry date as they stand on a package. */
export function PackageFields({ values, onChange, disabled = false, barcodeRefused = false }: Props) {
  const t = useT();
  const set = (part: Partial<PackageText>): void => onChange({ ...values, ...part });
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <Input
        label={t("own.brand")}
        optional
        maxLength={120}
        disabled={disabled}
        value={values.brand}
        onChange={(event) => set({ brand: event.target.value })}
      />
      <Input
        label={t("own.barcode")}
        optional
        hint={t("own.barcodeHint")}
        maxLength={64}
        disabled={disabled}
        value={values.barcode}
        aria-invalid={barcodeRefused || undefined}
        onChange={(event) => set({ barcode: event.target.value })}
      />
      <Input
        label={t("own.expires")}
        optional
        type="date"
        disabled={disabled}
        value={values.expiresOn}
        onChange={(event) => set({ expiresOn: event.target.value })}
      />
      <Textarea
        className="sm:col-span-2 lg:col-span-3"
        label={t("own.ingredients")}
        optional
        rows={2}
        maxLength={5_000}
        dir="auto"
        disabled={disabled}
        value={values.ingredients}
        onChange={(event) => set({ ingredients: event.target.value })}
      />
    </div>
  );
}
