import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { onTestFinished, vi } from 'vitest';
import { exporterBundle } from '../../../esbuild.js';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

/** Makes the bundle as the package holds it, in a folder of its own; returns its path and how to remove it. */
export async function buildExporter(): Promise<{ readonly file: string; remove(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'psx-exporter-bundle-'));
  await build({ ...exporterBundle, absWorkingDir: root, outdir: folder, sourcemap: false, metafile: false, logLevel: 'error' });
  return { file: path.join(folder, 'exporter.js'), remove: () => rmSync(folder, { recursive: true }) };
}

export interface ExporterProcess {
  /** What it has written to both outputs. */
  output(): string;
  /** Where it says that it serves; waits until it does. */
  url(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Its status code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts the exporter; it is killed when the test ends, or when whoever took `onEnd` says so. */
export function runExporter(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onEnd: (kill: () => void) => void = onTestFinished,
): ExporterProcess {
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onEnd(() => void child.kill('SIGKILL'));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  return {
    output: () => text,
    url: () =>
      vi.waitFor(() => {
        const [, url] = /Serves (\S+) /.exec(text) ?? [];
        if (url === undefined) {
          throw new Error(`The exporter does not serve yet. It wrote:\n${text}`);
        }
        return url;
      }, 10_000),
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

/** Writes a configuration that takes a free port, into a folder that is removed when the test ends; returns its path. */
export async function writeConfig(config: object | string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'psx-exporter-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'exporter.json');
  await writeFile(file, typeof config === 'string' ? config : JSON.stringify({ listen: { port: 0 }, ...config }));
  return file;
}
