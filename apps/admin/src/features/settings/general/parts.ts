import type { MerchantSettings, UpdateMerchantInput } from "@nexusone/contracts/merchants";
import type { UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { GeneralValues } from "./general-form.ts";

export type GeneralForm = UseFormReturn<GeneralValues, unknown, z.output<typeof UpdateMerchantInput>>;
export type PartProps = { readonly form: GeneralForm; readonly settings: MerchantSettings };
