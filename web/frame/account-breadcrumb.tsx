import ChevronRight from "lucide-solid/icons/chevron-right";
import ChevronsUpDown from "lucide-solid/icons/chevrons-up-down";
import { createSignal, For, lazy, onCleanup, onMount, Show, Suspense } from "solid-js";
import type { TenantType } from "../../schema/capabilities.ts";
import { narrow } from "../stores/narrow.ts";
import { useAccount } from "./account-context.tsx";
import type { Level } from "./find-accounts.ts";

const loadMenu = () => import("./account-menu.tsx");
const AccountMenu = lazy(loadMenu);

/** One segment of the breadcrumb: an account on the way down, or the empty place below the last one. */
interface Segment {
  key: string;
  label: string;
  /** What its menu lists before anything is typed. */
  lists: Level;
  placeholder: boolean;
}

/** Where you are: Platform > Agency > Client. Each segment opens a menu of the accounts at its level; Ctrl+Shift+A opens the last. */
export function AccountBreadcrumb() {
  const account = useAccount();
  const [openKey, setOpenKey] = createSignal<string | undefined>();
  const buttons = new Map<string, HTMLButtonElement>();

  const segments = (): Segment[] => {
    const way = account.path.map((step, index) => ({
      key: step.id,
      label: step.name,
      lists: levelOf(step.type, account.path[index - 1]?.id),
      placeholder: false,
    }));
    const below = BELOW[account.tenant.type];
    if (!below) return way;
    return [...way, { key: "below", label: below.label, lists: levelOf(below.type, account.id), placeholder: true }];
  };
  const shown = () => (narrow() ? segments().slice(-1) : segments());
  const openSegment = () => segments().find((segment) => segment.key === openKey());

  const close = () => {
    const key = openKey();
    setOpenKey(undefined);
    if (key !== undefined) buttons.get(key)?.focus();
  };

  onMount(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== "a") return;
      event.preventDefault();
      setOpenKey(openKey() === undefined ? segments().at(-1)?.key : undefined);
    };
    document.addEventListener("keydown", onKey);
    onCleanup(() => document.removeEventListener("keydown", onKey));
  });

  return (
    <nav aria-label="Accounts" class="min-w-0" onPointerEnter={() => void loadMenu()} onFocusIn={() => void loadMenu()}>
      <ol class="flex min-w-0 items-center">
        <For each={shown()}>
          {(segment, index) => (
            <li class="flex min-w-0 items-center">
              <Show when={index() > 0}>
                <ChevronRight class="size-4 shrink-0 text-ink-3" aria-hidden="true" />
              </Show>
              <button
                type="button"
                ref={(element) => buttons.set(segment.key, element)}
                aria-haspopup="dialog"
                aria-expanded={openKey() === segment.key}
                aria-current={segment.key === account.id ? "page" : undefined}
                data-tip={segment.key === segments().at(-1)?.key ? "Choose an account" : undefined}
                data-tip-keys={segment.key === segments().at(-1)?.key ? "Ctrl+Shift+A" : undefined}
                class={`flex h-8 min-w-0 items-center gap-1.5 rounded-inner px-2 text-13 transition-colors duration-100 hover:bg-sunken aria-expanded:bg-sunken max-narrow:h-11 max-narrow:text-14 ${segment.key === account.id || narrow() ? "font-semibold text-ink" : "text-ink-2"}`}
                onClick={() => setOpenKey(openKey() === segment.key ? undefined : segment.key)}
              >
                <span class="max-w-56 truncate">
                  {narrow() && segment.placeholder ? account.tenant.name : segment.label}
                </span>
                <ChevronsUpDown class="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
              </button>
            </li>
          )}
        </For>
      </ol>
      <Show when={openSegment()} keyed>
        {(segment) => (
          <Suspense>
            <AccountMenu
              anchor={buttons.get(segment.key)}
              lists={segment.lists}
              above={account.path.slice(0, -1)}
              current={account.id}
              onClose={close}
            />
          </Suspense>
        )}
      </Show>
    </nav>
  );
}

function levelOf(type: TenantType, parent: string | undefined): Level {
  return parent === undefined ? { granted: true } : { granted: false, type, parent };
}

const BELOW: Record<TenantType, { type: TenantType; label: string } | undefined> = {
  platform: { type: "agency", label: "Choose an agency" },
  agency: { type: "subaccount", label: "Choose a client" },
  subaccount: undefined,
};
