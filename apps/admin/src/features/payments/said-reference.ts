/** What the dialog draws when nobody writes a reference. */
const DRAWN = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A reference as somebody wrote it, else nothing. */
export const saidReference = (reference: string): string => (DRAWN.test(reference) ? "" : reference);
