import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** `npm run evaluate -- NAME [ARGUMENT…]`: runs test/evaluate/NAME.ts; without a name, all of them in turn. */
const folder = fileURLToPath(new URL(".", import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "main.ts")
  .map((file) => file.slice(0, -3))
  .sort();
const [name, ...rest] = process.argv.slice(2);
if (name !== undefined && !names.includes(name)) {
  console.error(`unknown evaluate: ${name}; there are: ${names.join(", ")}`);
  process.exit(2);
}
for (const each of name === undefined ? names : [name]) {
  const module = (await import(`./${each}.ts`)) as { main(args: string[]): Promise<void> };
  await module.main(rest);
}
