// @ts-check
import { existsSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { downloads } from './paths.mjs';

/**
 * The `code` command that a desktop VS Code puts on the PATH.
 * @returns {string | undefined}
 */
export function codeOnPath() {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code'];
  const files = (process.env.PATH ?? '').split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  return files.find((file) => existsSync(file));
}

/**
 * The program that belongs to a `code` command, which itself is only a script in the build's `bin` folder.
 * @param {string} command
 * @returns {string | undefined}
 */
function programOf(command) {
  const bin = path.dirname(realpathSync(command));
  const candidates = {
    win32: [path.join(bin, '..', 'Code.exe')],
    darwin: [path.join(bin, '..', '..', '..', 'MacOS', 'Electron')],
    linux: [path.join(bin, '..', 'code')],
  };
  return candidates[/** @type {keyof typeof candidates} */ (process.platform)]?.find((file) => existsSync(file));
}

/** @returns {Promise<string>} the program of a desktop VS Code; rejects if there is none */
async function findProgram() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  const command = codeOnPath();
  const installed = command === undefined ? undefined : programOf(command);
  return installed ?? (await downloadAndUnzipVSCode({ cachePath: downloads, timeout: 15_000 }));
}

/**
 * A desktop VS Code to run the host tests in, or why there is none here.
 * @returns {Promise<{reason: string} | {runTests: (options: {extensionPaths: readonly string[], extensionTestsPath: string, env: Record<string, string>}) => Promise<void>}>}
 */
export async function desktopVsCode() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { reason: 'there is no display (run it under xvfb-run).' };
  }
  /** @type {string} */
  let vscodeExecutablePath;
  try {
    vscodeExecutablePath = await findProgram();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: `no desktop VS Code was found or could be downloaded (${message}); VSCODE_EXECUTABLE can name one.` };
  }
  return {
    async runTests({ extensionPaths, extensionTestsPath, env }) {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'psx-desktop-'));
      try {
        await runTests({
          vscodeExecutablePath,
          extensionDevelopmentPath: [...extensionPaths],
          extensionTestsPath,
          extensionTestsEnv: env,
          launchArgs: [
            ...['--user-data-dir', path.join(folder, 'data'), '--extensions-dir', path.join(folder, 'extensions')],
            ...['--disable-workspace-trust', '--disable-extensions'],
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          ],
        });
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}
