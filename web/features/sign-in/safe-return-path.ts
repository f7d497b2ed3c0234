/** Where to go after signing in: a path of this site, never another one (`//evil.example`, `https:`), and not back to the sign-in page. */
export function safeReturnPath(given: string | undefined): string {
  if (given === undefined || !/^\/(?![/\\])/.test(given)) return "/";
  const url = new URL(given, location.origin);
  // Dots resolve away: `/..//evil.example` is read as this site's, and its path would name another one.
  if (url.origin !== location.origin || url.pathname.startsWith("//") || url.pathname === "/sign-in") return "/";
  return `${url.pathname}${url.search}`;
}
