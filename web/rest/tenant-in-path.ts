/** The account a page belongs to: `/a/<tenant id>/…`. The address bar is its only home, so two tabs can hold two accounts. */
export function tenantInPath(pathname: string): string | undefined {
  return /^\/a\/([^/]+)/.exec(pathname)?.[1];
}
