import { parseArgs } from 'node:util';
import { defaultMetricsAddress, defaultMetricsPort } from '../metrics/defaultEndpoint';

/** What the command line asks for, or one sentence about what is wrong with it. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'check' | 'run'; readonly configFile: string }
  | { readonly kind: 'misused'; readonly message: string };

export const usage = `Usage: psx-exporter --config FILE [--check]
Polls the PSX cards of Meinberg LANTIME devices and serves what they say to Prometheus.

  --config FILE   the devices, as JSON (see below)
  --check         reads the configuration and the files of secrets, says what is wrong, and ends
  --version
  --help

FILE holds:
  {
    "listen": { "address": "${defaultMetricsAddress}", "port": ${defaultMetricsPort} },
    "polling": { "interval": 10, "timeout": 15 },
    "credentialsFile": "credentials.json",
    "devices": [
      { "id": "gm-north", "name": "GM-North", "host": "10.0.4.20", "fingerprint": "AA:BB:…" },
      { "id": "gm-south", "host": "10.0.5.20", "user": "info", "passwordFile": "gm-south.password" }
    ]
  }
A device needs only its host. All else is as in the setting psx.devices of the extension, and as its settings psx.polling.*, in seconds.
The fingerprint is the SHA-256 of a certificate that this computer does not trust by itself.

Credentials are looked for in this order:
  PSX_<ID>_USER, PSX_<ID>_PASSWORD   in the environment, e.g. PSX_GM_NORTH_USER; without an id it is the name
  user, passwordFile                 in the entry of the device
  credentialsFile                    { "gm-north": { "user": "info", "password": "…" } }
  PSX_USER, PSX_PASSWORD             in the environment, for all devices
A file of secrets that every user of this computer can open is not used. SIGHUP reads them again.`;

/** Reads the arguments behind the name of the program. */
export function parseCommandLine(args: readonly string[]): Command {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string', short: 'c' },
        check: { type: 'boolean' },
        version: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    return { kind: 'misused', message: error instanceof Error ? error.message : String(error) };
  }
  if (values.help === true) {
    return { kind: 'help' };
  }
  if (values.version === true) {
    return { kind: 'version' };
  }
  if (values.config === undefined || values.config === '') {
    return { kind: 'misused', message: 'Say which devices to poll: --config FILE.' };
  }
  return { kind: values.check === true ? 'check' : 'run', configFile: values.config };
}
