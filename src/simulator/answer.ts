/** A complete HTTP answer, before the error menu has had its way with it. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = 'application/json';
const html = 'text/html; charset=utf-8';

/** A JSON answer, already written as text. */
export function jsonAnswer(body: string, status = 200): Answer {
  return { status, contentType: json, body };
}

/** An error of the REST API, with a JSON body. */
export function errorAnswer(status: number, message: string): Answer {
  return jsonAnswer(`${JSON.stringify({ error: { code: status, message } }, undefined, 2)}\n`, status);
}

/** A plain text answer. */
export function textAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, contentType: 'text/plain', body, headers };
}

/** 401 as the device sends it. */
export function unauthorizedAnswer(): Answer {
  return textAnswer(401, 'Unauthorized\n', { 'WWW-Authenticate': 'Basic realm="api"' });
}

/** A page of the web interface. */
export function webPage(title: string, text: string, status = 200): Answer {
  const body = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><p>${text}</p></body>
</html>
`;
  return { status, contentType: html, body };
}
