/** REST speaks snake_case, the router camelCase. */
export { camelKeys, snakeKeys } from "@nexusone/contracts/snake-names";
