import { readdir, readFile } from 'node:fs/promises';

/** The processes that run the extensions of a VS Code server's windows, the oldest first. Linux only. */
export async function extensionHosts(serverPid: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const [command, status] = await Promise.all([readFile(`/proc/${pid}/cmdline`, 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')]);
        // After the name in brackets, which may hold anything: state, parent, …; the 20th of these is when it started.
        const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
        return command.includes('--type=extensionHost') && Number(fields[1]) === serverPid ? [{ pid, startedAt: Number(fields[19]) }] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    }),
  );
  return found
    .flat()
    .sort((one, other) => one.startedAt - other.startedAt)
    .map(({ pid }) => pid);
}
