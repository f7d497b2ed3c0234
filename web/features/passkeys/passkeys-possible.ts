/** Whether this browser makes and uses passkeys at this address: it does not at a bare one, such as 127.0.0.1. */
export function passkeysPossible(): boolean {
  return "PublicKeyCredential" in window && !/^[\d.]+$|^\[/.test(location.hostname);
}
