import { startSandbox } from "@nexusone/sandbox/start";

/** The simulated CJ without limits, beside the bench as it is beside the product. Started by import.ts and sync.ts. */
const { size: catalogueSize } = JSON.parse(process.argv[2] ?? "{}") as { size?: number };
const sandbox = await startSandbox({ fullSpeed: true, ...(catalogueSize !== undefined && { catalogueSize }) });
process.once("disconnect", () => void sandbox.stop().then(() => process.exit(0)));
process.send?.({ url: sandbox.url, cjApiUrl: sandbox.cjApiUrl });
