import { ENVIRONMENTS, type Environment } from "@nexusone/contracts/cj";
import type { ServiceContext } from "../context.ts";

/** The simulated WhatsApp is for demo merchants of an installation that has one. */
export function allowedEnvironments({ platform }: ServiceContext, isDemo: boolean): Environment[] {
  const { whatsapp, config } = platform;
  return ENVIRONMENTS.filter(
    (environment) =>
      whatsapp.graphUrls[environment] !== undefined && (environment === "live" || (config.demo && isDemo)),
  );
}
