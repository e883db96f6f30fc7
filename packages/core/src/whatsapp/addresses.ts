/** Where Meta posts: this installation's own app here, a merchant's app below, by 128 bits that nobody guesses. */
export const WHATSAPP_WEBHOOK_PATH = "/api/whatsapp/webhook";
/** Where Whapi posts, below by 128 bits of the number. */
export const WHAPI_WEBHOOK_PATH = "/api/whapi/webhook";
/** What we have Whapi send with every body: it signs nothing itself. */
export const WHAPI_HEADER = "x-webhook-secret";
