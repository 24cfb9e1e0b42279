/** Text of a device as Markdown that stays text: no links, images, table cells, HTML or line breaks of its making. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]#|~<>&$!]/g, '\\$&');
}
