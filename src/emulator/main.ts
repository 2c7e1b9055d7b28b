import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type FaultOrder, readFault, startEmulator } from './index.js';

interface Flags {
  readonly dir: string;
  readonly port: number;
  readonly contract: 'strict' | 'record' | 'off';
  readonly htmlUrl?: string;
  readonly webhookUrl?: string;
  readonly fault: readonly FaultOrder[];
}

function addFault(text: string, known: readonly FaultOrder[]): readonly FaultOrder[] {
  try {
    return [...known, readFault(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The emulator as a process of its own. Once it answers it prints one line of JSON: `url`, `appId`, `slug`,
 * `clientId`, `privateKeyPath` and `webhookSecret`. It ends on SIGINT and SIGTERM.
 */
async function main(): Promise<void> {
  const command = new Command('emulator')
    .description('A GitHub on loopback: git repositories, REST and GraphQL, signed webhooks.')
    .requiredOption('--dir <folder>', 'keeps the repositories and the app’s key')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any free one', Number, 0)
    .option('--html-url <url>', 'what links for people begin with')
    .option('--webhook-url <url>', 'where events go')
    .option('--fault <name[:times]>', 'a fault that requests meet; may be given again', addFault, [])
    .addOption(
      new Option('--contract <mode>', 'what becomes of requests outside GitHub’s contract')
        .choices(['strict', 'record', 'off'])
        .default('strict'),
    );
  const flags = command.parse().opts<Flags>();
  const emulator = await startEmulator({
    dir: flags.dir,
    port: flags.port,
    contract: flags.contract,
    ...(flags.htmlUrl === undefined ? {} : { htmlUrl: flags.htmlUrl }),
  });
  for (const order of flags.fault) emulator.fault(order);
  if (flags.webhookUrl !== undefined) emulator.setWebhookUrl(flags.webhookUrl);
  const { id: appId, slug, clientId, privateKey, webhookSecret } = emulator.app;
  const privateKeyPath = join(flags.dir, 'app.pem');
  await writeFile(privateKeyPath, privateKey, { mode: 0o600 });
  console.log(JSON.stringify({ url: emulator.url, appId, slug, clientId, privateKeyPath, webhookSecret }));
  const end = (): void => {
    emulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

await main();
