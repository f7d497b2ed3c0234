/** Whether a SHA-256 as a provider wrote it (hex or base64; Meta uses both) is this one, given in hex. What is neither says nothing. */
export function isSameDigest(written: string, hex: string): boolean {
  if (/^[0-9a-f]{64}$/i.test(written)) return written.toLowerCase() === hex;
  const base64 = written.replaceAll("-", "+").replaceAll("_", "/");
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(base64)) return true;
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("") === hex;
}
