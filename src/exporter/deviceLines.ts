import type { Fault } from '../model/fault';
import type { DeviceSnapshot } from '../model/snapshot';
import type { FleetStore } from '../polling/fleetStore';
import type { Disposable } from '../model/event';

/** Writes a line whenever a device gets into another state, or suffers from another fault: never one for each poll. */
export function deviceLines(fleet: FleetStore, log: (line: string) => void): Disposable {
  const written = new Map<string, string>();
  return fleet.onDidChange(({ added, devices }) => {
    for (const id of [...added, ...devices.map(({ deviceId }) => deviceId)]) {
      const device = fleet.get(id);
      const line = device === undefined ? undefined : deviceLine(device);
      if (line !== undefined && written.get(id) !== line) {
        written.set(id, line);
        log(line);
      }
    }
  });
}

/** `GM-North (https://10.0.4.20:443): timeout. 10.0.4.20:443 did not answer within 15 s. Check …` */
function deviceLine({ name, baseUrl, communication: { state, error } }: DeviceSnapshot): string {
  const parts = error === undefined ? [] : [error.message, exporterHint(error)];
  return [`${name} (${baseUrl}): ${state}.`, ...parts].join(' ');
}

/** The next step where it is another one than in VS Code. */
function exporterHint({ kind, hint, certificate }: Fault): string {
  switch (kind) {
    case 'unauthorized':
      return 'Correct the user name and the password, then send SIGHUP to this process, or start it again.';
    case 'credentialsMissing':
    case 'credentialsUnreadable':
      return 'Give them in the environment, in passwordFile or in credentialsFile (see --help), then send SIGHUP to this process, or start it again.';
    case 'tlsUntrusted':
    case 'tlsChanged':
      return certificate === undefined
        ? hint
        : `Compare its SHA-256 fingerprint with the one on the device's own page. If they are equal, put "fingerprint": "${certificate.fingerprint256}" into the entry of the device.`;
    case 'proxyFailed':
      return 'Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY in the environment; or set "busAddress": "bypassproxy" in the entry of the device.';
    default:
      // The settings of the extension are members of the configuration here.
      return hint.replaceAll('psx.polling.', 'polling.');
  }
}
