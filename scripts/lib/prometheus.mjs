// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { run } from './process.mjs';

const asRoot = process.getuid?.() === 0;

/**
 * Looks for `prometheus` and `promtool`, and installs them with apt-get as root on Debian.
 * @param {(line: string) => void} [log]
 * @returns {Promise<boolean>} whether they are there
 */
export async function ensurePrometheus(log = console.log) {
  if (isInstalled()) return true;
  if (!asRoot || !existsSync('/etc/os-release') || !/^ID(?:_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))) return false;
  log('Installing Prometheus with apt-get, once …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update'], { env, quiet: true });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'prometheus'], { env, quiet: true });
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
  }
  return isInstalled();
}

function isInstalled() {
  return ['prometheus', 'promtool'].every((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0);
}
