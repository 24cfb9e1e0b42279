import { readFileSync, statSync } from 'node:fs';

/** The text of a file that holds a secret, or one sentence about why it is not used. The sentence never holds a piece of the text. */
export type SecretText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

const largestBytes = 64 * 1024;
const permissionsOfOthers = 0o007;

/** Reads a file of secrets, unless every user of this computer may read it as well. Windows has no such permissions to look at. */
export function readSecretFile(file: string): SecretText {
  try {
    const { mode, size } = statSync(file);
    if (process.platform !== 'win32' && (mode & permissionsOfOthers) !== 0) {
      return { ok: false, problem: `${file} is open to every user of this computer, so it is not used. Close it: chmod o= ${file}` };
    }
    if (size > largestBytes) {
      return { ok: false, problem: `${file} is too large to be a file of secrets.` };
    }
    return { ok: true, text: readFileSync(file, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const reason = code === 'ENOENT' ? 'does not exist' : code === 'EACCES' ? 'may not be read by this user' : `cannot be read (${code})`;
    return { ok: false, problem: `${file} ${reason}.` };
  }
}
