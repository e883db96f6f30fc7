import type { AddressProblem } from "@nexusone/contracts/addresses";
import { explain } from "@nexusone/contracts/reasons";
import { CircleAlert } from "lucide-react";
import { useI18n } from "../../i18n/context.tsx";

/** Why no parcel can go to an address, part by part. */
export function AddressProblems({ problems }: { problems: readonly AddressProblem[] }) {
  const { t, locale } = useI18n();
  if (problems.length === 0) return null;
  return (
    <div className="mt-2 flex items-start gap-1.5 text-xs text-wait">
      <CircleAlert size={14} className="mt-px shrink-0" aria-hidden />
      <div className="min-w-0">
        <p>{t("customers.noParcel")}</p>
        <ul>
          {problems.map(({ field, reason, details }) => (
            <li key={field} data-reason={reason}>
              {t("common.pair", {
                name: t(`address.field.${field}`),
                value: explain(reason, locale, details).sentence,
              })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
