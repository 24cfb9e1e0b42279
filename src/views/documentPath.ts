/** The path of a read-only document: a name that a person gave becomes one path segment. */
export function documentPath(name: string, file: string): string {
  return `/${segment(name)}/${segment(file)}`;
}

function segment(text: string): string {
  const plain = text.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-').trim();
  return plain === '' || /^\.+$/.test(plain) ? '-' : plain;
}
