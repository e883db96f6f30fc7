/** Hands a file to the browser, which keeps a large one on disk. */
export function saveFile(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has begun by then; the address only keeps memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
