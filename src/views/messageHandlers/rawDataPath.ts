const root = '/api/status';
/** Resolves against this only to see whether a path stays as it is. */
const anyOrigin = 'https://device';

/**
 * True for a path that `getRawData` may ask for: `/api/status` or below it, perhaps with `?raw`. What a device could read as another path
 * (`..`, `%2f`, `%252e`, backslashes) is refused, so that a read of the status never becomes one of the configuration.
 */
export function isReadablePath(path: string): boolean {
  const pathname = path.endsWith('?raw') ? path.slice(0, -'?raw'.length) : path;
  if (pathname !== root && !pathname.startsWith(`${root}/`)) {
    return false;
  }
  if (!URL.canParse(path, anyOrigin) || new URL(path, anyOrigin).href !== `${anyOrigin}${path}`) {
    return false;
  }
  return pathname.slice(1).split('/').every(isPlainSegment);
}

function isPlainSegment(segment: string): boolean {
  try {
    const text = decodeURIComponent(segment);
    return text !== '' && !/^\.+$/.test(text) && !/[%/\\?#;\p{Cc}]/u.test(text);
  } catch {
    return false;
  }
}
