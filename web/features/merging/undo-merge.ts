import { undoMerge } from "../../rest/merges.ts";
import { queryClient } from "../../stores/queries.ts";
import { toast, toastError } from "../../stores/toasts.ts";

/** Takes a merge back and says so; what cannot be undone says why. */
export async function undoMergeOf(tenant: string, winnerId: string, mergeId: string): Promise<void> {
  try {
    const { doc, restored } = await undoMerge(tenant, winnerId, mergeId);
    toast(`${restored.name} and ${doc.name} are two contacts again.`);
    await queryClient.invalidateQueries({ queryKey: [tenant, "contacts"] });
  } catch (error) {
    toastError("The merge was not undone.", error);
  }
}
