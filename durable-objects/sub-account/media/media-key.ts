/** Where a file lies in the bucket. All of an account's files share a prefix, by which they can be deleted with it. */
export function mediaKey(tenantId: string, attachmentId: string): string {
  return `media/${tenantId}/${attachmentId}`;
}
