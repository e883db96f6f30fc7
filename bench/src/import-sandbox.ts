import { startSandbox } from "@nexusone/sandbox/start";

/** The simulated CJ without limits, beside the bench as it is beside the product. Started by import.ts. */
const sandbox = await startSandbox({ fullSpeed: true });
process.once("disconnect", () => void sandbox.stop().then(() => process.exit(0)));
process.send?.({ url: sandbox.url, cjApiUrl: sandbox.cjApiUrl });
