#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MetricsServerError } from '../metrics/metricsServerError';
import { parseCommandLine, usage } from './commandLine';
import { startExporter } from './exporter';
import { parseExporterConfig, type ExporterConfig } from './exporterConfig';
import { findCredentials } from './exporterCredentials';

/** Put in by the build. */
declare const PSX_VERSION: string;

/** Status codes of the process, as most programs have them. */
const failed = 1;
const misused = 2;

/** Lines go to the error output, where daemons write; the time is that of whoever collects them. */
function log(line: string): void {
  process.stderr.write(`psx-exporter: ${line}\n`);
}

function readConfig(file: string): ExporterConfig | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    log(`${file} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}. Give the path of the configuration with --config.`);
    return undefined;
  }
  const parsed = parseExporterConfig(text);
  if (!parsed.ok) {
    parsed.problems.forEach((problem) => log(`${file}: ${problem}`));
    return undefined;
  }
  return parsed.config;
}

/** Says what the files of secrets and the environment lack; returns how many devices would have to wait for credentials. */
function checkCredentials(config: ExporterConfig, folder: string): number {
  const without = config.devices.filter((device) => {
    const { credentials, problem = 'There are no credentials for it. See --help.' } = findCredentials(device, config, folder, process.env);
    if (credentials === undefined) {
      log(`${device.config.name}: ${problem}`);
    }
    return credentials === undefined;
  });
  return without.length;
}

async function run(config: ExporterConfig, folder: string): Promise<number | undefined> {
  try {
    const exporter = await startExporter({ config, folder, env: process.env, version: PSX_VERSION, log });
    const end = (): void => void exporter.stop().finally(() => process.exit(0));
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    process.on('SIGHUP', () => exporter.reloadCredentials());
    return undefined;
  } catch (error) {
    if (error instanceof MetricsServerError) {
      log(`${error.message} ${error.hint}`);
      return failed;
    }
    throw error;
  }
}

/** Returns the status of the process; nothing while it goes on. */
async function main(): Promise<number | undefined> {
  const command = parseCommandLine(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(`${usage}\n`);
      return 0;
    case 'version':
      process.stdout.write(`${PSX_VERSION}\n`);
      return 0;
    case 'misused':
      process.stderr.write(`${command.message}\n\n${usage}\n`);
      return misused;
    case 'check':
    case 'run': {
      const config = readConfig(command.configFile);
      const folder = path.dirname(path.resolve(command.configFile));
      if (config === undefined) {
        return misused;
      }
      return command.kind === 'run' ? run(config, folder) : checkCredentials(config, folder) > 0 ? failed : 0;
    }
  }
}

// Whoever reads the lines may end; the polling goes on.
process.stderr.on('error', () => undefined);

void main().then(
  (status) => {
    if (status !== undefined) {
      process.exitCode = status;
    }
  },
  (error: unknown) => {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = failed;
  },
);
