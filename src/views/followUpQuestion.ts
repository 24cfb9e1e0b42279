/**
 * For a question that follows another one, be it the command palette. When the first closes, VS Code gives the focus back to where it was; into a
 * webview that takes a while, and a second question that is open by then would close as if the person had turned away.
 */
export const followUpQuestion = { ignoreFocusOut: true } as const;
