import { normalKey } from '../../model/normalKey';
import type { NetworkPortSnapshot } from '../../model/ptpDataSets';
import type { PtpInstanceSnapshot, SlotSnapshot } from '../../model/snapshot';

/** What the network interface of a PTP instance is like: its own word on the link first, the rest from its port. */
export interface InterfaceFacts {
  /** `port0:0`; absent when the instance does not say it. */
  readonly name?: string;
  readonly linkUp?: boolean;
  readonly speedMbps?: number;
  readonly macAddress?: string;
  /** Milliseconds since the epoch: since when the card lists neither the instance nor, when that went first, its port. */
  readonly missingSince?: number;
}

/** The ports of a card; with the card they are all missing. */
export function portsOf({ ports = [], missingSince }: SlotSnapshot): readonly NetworkPortSnapshot[] {
  return missingSince === undefined ? ports : ports.map((port) => ({ missingSince, ...port }));
}

export function interfaceFacts({ dataSets, missingSince: instanceMissingSince }: PtpInstanceSnapshot, port: NetworkPortSnapshot | undefined): InterfaceFacts {
  const name = dataSets?.interfaceName;
  const linkUp = dataSets?.linkUp ?? port?.linkUp;
  const missingSince = instanceMissingSince ?? port?.missingSince;
  return {
    ...(name === undefined ? {} : { name }),
    ...(linkUp === undefined ? {} : { linkUp }),
    ...(port?.speedMbps === undefined ? {} : { speedMbps: port.speedMbps }),
    ...(port?.macAddress === undefined ? {} : { macAddress: port.macAddress }),
    ...(missingSince === undefined ? {} : { missingSince }),
  };
}

/** The port that an instance is on: `port0:0` is an interface on `port0`. */
export function portOfInstance(slot: SlotSnapshot, { dataSets }: PtpInstanceSnapshot): NetworkPortSnapshot | undefined {
  const name = dataSets?.interfaceName?.split(':', 1).join();
  return name === undefined ? undefined : portsOf(slot).find(({ id }) => normalKey(id) === normalKey(name));
}

/** `10G up`, `up`, `down`; a port that is down has no speed. `undefined` when the card does not say it. */
export function linkText({ linkUp, speedMbps }: Pick<NetworkPortSnapshot, 'linkUp' | 'speedMbps'>): string | undefined {
  if (linkUp === undefined) {
    return undefined;
  }
  return linkUp ? [speedText(speedMbps), 'up'].filter((word) => word !== undefined).join(' ') : 'down';
}

/** `10G`, `2.5G`, `100M`: bits a second. */
export function speedText(speedMbps: number | undefined): string | undefined {
  if (speedMbps === undefined || speedMbps <= 0) {
    return undefined;
  }
  return speedMbps < 1_000 ? `${speedMbps}M` : `${speedMbps / 1_000}G`;
}
