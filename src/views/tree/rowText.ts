import { ThemeIcon, type TreeItem } from 'vscode';

/** All that a row shows, as one text: a row is repainted only when this changes. */
export function rowText(item: TreeItem): string {
  const icon = item.iconPath instanceof ThemeIcon ? [item.iconPath.id, item.iconPath.color?.id] : [];
  return JSON.stringify([
    item.label,
    item.description,
    item.contextValue,
    item.collapsibleState,
    item.resourceUri?.path,
    item.command?.command,
    item.accessibilityInformation?.label,
    ...icon,
  ]);
}
