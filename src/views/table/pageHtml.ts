/** What a page of tables is made of; addresses as the webview knows them. */
export interface PageParts {
  readonly title: string;
  readonly subject: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Random, new for each page. */
  readonly scriptNonce: string;
  /** Another one, for the style element that the controls make; it can be read in the page. */
  readonly styleNonce: string;
}

/** The document of a page of tables. Nothing may run in it but its own script, and nothing may be loaded but its own style. */
export function tablePageHtml({ title, subject, scriptUri, styleUri, cspSource, scriptNonce, styleNonce }: PageParts): string {
  const policy = `default-src 'none'; style-src ${cspSource} 'nonce-${styleNonce}'; script-src 'nonce-${scriptNonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta property="csp-nonce" content="${escapeHtml(styleNonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(styleUri)}">
</head>
<body data-subject="${escapeHtml(subject)}">
<script nonce="${escapeHtml(scriptNonce)}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>`;
}

/** The document of a page whose subject is not there any more: a sentence and what to do. */
export function gonePageHtml({ title, message, hint }: { readonly title: string; readonly message: string; readonly hint: string }): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>${escapeHtml(title)}</title>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(message)}</p>
<p>${escapeHtml(hint)}</p>
</body>
</html>`;
}

/** A text as content or as the value of an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
