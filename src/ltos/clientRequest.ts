import { ClientRequest, type RequestOptions } from 'node:http';

/**
 * Stands in for `http.request` and `https.request` inside node-fetch (see `esbuild.js`): VS Code replaces those two in the extension host and
 * drops the agent that checks the certificate and opens the tunnel. The agent alone decides how to connect.
 */
function request(url: string, options: RequestOptions): ClientRequest {
  // The constructor takes a URL and options as `http.request` does; its types know the first form only.
  const Constructor = ClientRequest as unknown as new (url: string, options: RequestOptions) => ClientRequest;
  return new Constructor(url, options);
}

export default { request };
