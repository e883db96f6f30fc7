/** From how many days before its expiry a product is warned about. No zod: the first screens carry it. */
export const EXPIRY_WARNING_DAYS = 30;
