import Plus from "lucide-solid/icons/plus";
import { createSignal, lazy, Match, Show, Suspense, Switch } from "solid-js";
import type { RoleDoc } from "../../../schema/contracts/roles.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { narrow } from "../../stores/narrow.ts";
import { Button } from "../../ui/button.tsx";
import { preloadDialog } from "../../ui/dialog.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { CustomRoles } from "./custom-roles.tsx";
import { OneRole } from "./one-role.tsx";
import { RoleMatrix } from "./role-matrix.tsx";
import { refreshTeam, useRoles } from "./use-roles.ts";

const RoleDialog = lazy(() => import("./role-dialog.tsx"));
const DeleteRoleDialog = lazy(() => import("./delete-role-dialog.tsx"));

/** What each role can do here and below, and the roles this account made for itself. */
export default function RolesPage() {
  const account = useAccount();
  const roles = useRoles();
  const [form, setForm] = createSignal<{ role: RoleDoc | undefined } | undefined>();
  const [deleting, setDeleting] = createSignal<RoleDoc | undefined>();
  const refresh = () => void refreshTeam(account);
  return (
    <Page
      title="Roles"
      text="What each role can do. Nobody can give a role that may do more than they may themselves."
      actions={
        <Show when={account.can("manageUsers")}>
          <Button
            variant="primary"
            icon={<Plus aria-hidden="true" />}
            onPointerEnter={preloadDialog}
            onClick={() => setForm({ role: undefined })}
          >
            New role
          </Button>
        </Show>
      }
    >
      <Switch fallback={<RolesSkeleton />}>
        <Match when={roles.error}>
          {(error) => <ErrorState error={error()} onRetry={() => void roles.refetch()} retrying={roles.isFetching} />}
        </Match>
        <Match when={roles.data}>
          {(list) => (
            <div class="flex flex-col gap-6">
              <Show when={narrow()} fallback={<RoleMatrix list={list()} />}>
                <OneRole list={list()} />
              </Show>
              <CustomRoles
                roles={list().docs.filter(({ of }) => of !== "trellis")}
                onOpen={(role) => setForm({ role })}
                onDelete={setDeleting}
              />
            </div>
          )}
        </Match>
      </Switch>
      <Suspense>
        <Show when={form()} keyed>
          {({ role }) => <RoleDialog role={role} onClose={() => setForm(undefined)} onSaved={refresh} />}
        </Show>
        <Show when={deleting()} keyed>
          {(role) => (
            <DeleteRoleDialog
              role={role}
              roles={roles.data?.docs ?? []}
              onClose={() => setDeleting(undefined)}
              onDeleted={refresh}
            />
          )}
        </Show>
      </Suspense>
    </Page>
  );
}

function RolesSkeleton() {
  return (
    <div class="flex flex-col gap-2" aria-busy="true">
      <span class="sr-only" role="status">
        Loading the roles
      </span>
      <Skeleton class="h-9" />
      <Skeleton class="h-72" />
    </div>
  );
}
