/** An address of the web as it may be kept and followed; undefined for anything else, `javascript:` for one. */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length > ADDRESS_MAX_CHARACTERS || !URL.canParse(value)) return undefined;
  const { protocol } = new URL(value);
  return protocol === "https:" || protocol === "http:" ? value : undefined;
}

/** Whether Meta's own servers answer there, with the file itself: what other addresses lead to is a page. */
export function isMetaFile(address: string): boolean {
  const { hostname, protocol } = new URL(address);
  return (
    protocol === "https:" &&
    META_FILE_HOSTS.some((host) => (host.startsWith(".") ? hostname.endsWith(host) : hostname === host))
  );
}

/** Where Instagram keeps the files of chats: exact names, or with a leading dot every name below. */
export const META_FILE_HOSTS = ["lookaside.fbsbx.com", ".fbcdn.net", ".cdninstagram.com"] as const;

const ADDRESS_MAX_CHARACTERS = 4_096;
