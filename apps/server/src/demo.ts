import { seedDemo } from "@nexusone/core/merchants/seed-demo";
import type { Platform } from "@nexusone/core/platform";

/** The API keys of the two CJ accounts that every sandbox knows. */
const SANDBOX_KEYS = {
  demo: "CJ1000001@api@0123456789abcdef0123456789abcdef",
  free: "CJ1000002@api@fedcba9876543210fedcba9876543210",
} as const;

/** Demo people and shops, present from the first start of a sandboxed installation. */
export const seedSandboxMerchants = (platform: Platform): Promise<void> =>
  seedDemo(platform, { cjApiKeys: SANDBOX_KEYS });
