/** REST speaks snake_case, the router camelCase. */
export { camelKeys, snakeKeys, snakeName as toRestName } from "@nexusone/contracts/snake-names";
