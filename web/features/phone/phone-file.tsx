import FileText from "lucide-solid/icons/file-text";
import { Match, Switch } from "solid-js";
import type { SandboxFile } from "../../../schema/contracts/sandbox.ts";
import { useAccount } from "../../frame/account-context.tsx";

/** A file as a phone shows it: pictures, sound and films in place, anything else by its name. */
export function PhoneFile(props: { file: SandboxFile }) {
  const account = useAccount();
  const source = () => `${props.file.url}?tenant=${encodeURIComponent(account.id)}`;
  const is = (kind: string) => props.file.mimeType.startsWith(`${kind}/`);
  return (
    <Switch
      fallback={
        <a
          href={source()}
          target="_blank"
          rel="noreferrer"
          class="flex min-h-11 items-center gap-2 rounded-inner border border-current px-2.5 py-1.5 underline-offset-2 hover:underline [&_svg]:size-4 [&_svg]:shrink-0"
        >
          <FileText aria-hidden="true" />
          <span class="min-w-0 truncate">{props.file.name}</span>
        </a>
      }
    >
      <Match when={is("image")}>
        <img src={source()} alt={props.file.name} class="max-h-64 w-full rounded-inner object-cover" />
      </Match>
      <Match when={is("audio")}>
        <audio controls preload="metadata" src={source()} class="w-60 max-w-full" aria-label={props.file.name} />
      </Match>
      <Match when={is("video")}>
        <video
          controls
          preload="metadata"
          src={source()}
          class="max-h-64 w-full rounded-inner"
          aria-label={props.file.name}
        />
      </Match>
    </Switch>
  );
}
