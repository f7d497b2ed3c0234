/** Version of the socket contract. A test hashes up.ts and down.ts: change them and this must rise. */
export const REALTIME_VERSION = 5;
