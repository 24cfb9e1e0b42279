import type { VariantName } from './variantName';

/** Private key and certificate of the HTTPS server, both PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Where a simulated device listens and who may log in. */
export interface DeviceServerOptions {
  /** Address to listen on; default `127.0.0.1`. */
  readonly host?: string;
  /** TCP port; default 0, a free one. */
  readonly port?: number;
  readonly https?: boolean;
  /** Default `info`, the lowest user level of LTOS. */
  readonly user?: string;
  /** Default: random, see {@link SimulatedDevice.password}. */
  readonly password?: string;
  /** Default: a self-signed one for `localhost` and the address. */
  readonly certificate?: ServerCertificate;
  /** Milliseconds since the epoch; default `Date.now`. */
  readonly now?: () => number;
  /**
   * How `PUT /api/get-token` answers: `plain` `{token}`, `wrapped` `{data: {token}}`, or `absent` 404 as before
   * LTOS 7.08. Default `plain`.
   */
  readonly getToken?: 'plain' | 'wrapped' | 'absent';
  /** `false`: every sub-path of `/api/status` answers 404, only `/api/status` works. Default `true`. */
  readonly subPaths?: boolean;
  /**
   * The `data` of a list or of a leaf: `bare` the list or value itself, `wrapped` an object with `object-id` and the
   * list under its own name, or the `value`. Which one LTOS uses is not public. Default `bare`.
   */
  readonly nodeShape?: 'bare' | 'wrapped';
}

/** What the simulated LANTIME M3000 looks like. */
export interface SimulatorOptions extends DeviceServerOptions {
  /** Default `standard`. */
  readonly variant?: VariantName;
  /** Default `17.02.003`; the firmware version follows. Empty: not named, as before LTOS 7.06. */
  readonly apiVersion?: string;
  /** Number of PSX cards, in io3, io4, io5 …; default 2. */
  readonly psxCards?: number;
  /** PTP instances on each PSX card; default 3 in io3 and 2 in io4. */
  readonly instancesPerCard?: number;
  /** Unicast clients of the first master, in io3; default 3. */
  readonly unicastClients?: number;
  /** Number of further slots, each with a small card; default 0. */
  readonly extraSlots?: number;
  /** `true`: scenario steps happen by themselves on a time-line of ten minutes. */
  readonly autoScenario?: boolean;
}
