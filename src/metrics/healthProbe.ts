import { bracketed } from './hostText';
import { healthText } from './metricsServer';

const limitMs = 2000;

/** True when what answers at the address and port is PSX Explorer as well: another window, or the exporter. Never rejects. */
export async function isServedByUs(address: string, port: number): Promise<boolean> {
  // What listens everywhere is found here too; nothing can be sent to "everywhere" itself.
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  try {
    const answer = await fetch(`http://${bracketed(host)}:${port}/healthz`, { headers: { connection: 'close' }, redirect: 'error', signal: AbortSignal.timeout(limitMs) });
    if (!answer.ok || answer.headers.get('content-length') !== String(healthText.length)) {
      await answer.body?.cancel();
      return false;
    }
    return (await answer.text()) === healthText;
  } catch {
    return false;
  }
}
