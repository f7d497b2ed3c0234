import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleSlug } from "../../schema/manifest/manifest.ts";
import { moduleName, writeModuleIndex } from "./module-index.ts";
import { REPOSITORY } from "./state-folder.ts";

const TEMPLATE = join(REPOSITORY, ".ci/module-template");

/**
 * Makes the folder of a new module from the template, which is a working module itself, and puts it in the index. Answers the paths written,
 * from `root`. Throws when the slug is none or taken, with nothing written.
 */
export function makeModule(slug: string, root: string = REPOSITORY): string[] {
  const read = ModuleSlug.safeParse(slug);
  const folder = `modules/${slug}`;
  if (!read.success || RESERVED.test(moduleName(slug)))
    throw new Error(`“${slug}” is no slug: it ${read.error?.issues[0]?.message ?? "must be no word of the language"}.`);
  if (existsSync(join(root, folder))) throw new Error(`${folder} is there already.`);
  mkdirSync(join(root, folder));
  const written = readdirSync(TEMPLATE).map((file) => {
    const text = renamed(readFileSync(join(TEMPLATE, file), "utf8"), slug);
    writeFileSync(join(root, folder, file), text);
    return `${folder}/${file}`;
  });
  return [...written, ...writeModuleIndex(root)];
}

/** What cannot be a constant's name: `export { new } from …` names nothing. */
const RESERVED =
  /^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/;

/** The template in another name, one folder further out. */
function renamed(text: string, slug: string): string {
  const name = moduleName(slug);
  const words = slug.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return text
    .replaceAll("../../modules/", "../")
    .replace(
      "/** What `npm run new:module` begins with: a provider that nobody has, and a module that works with it in test mode. */\n",
      "",
    )
    .replaceAll("post-box", slug)
    .replaceAll("postBox", name)
    .replaceAll("POST_BOX", slug.replaceAll("-", "_").toUpperCase())
    .replaceAll("Post Box", words.join(" "));
}
