import type { LtosAnswer } from '../ltos/ltosApi';
import type { Fault } from '../model/fault';
import type { RefreshResult } from '../model/refreshResult';
import type { DeviceSnapshot } from '../model/snapshot';
import type { DemandLevel } from '../polling/demand';
import type { RecordedSession } from '../sessions/recordedSession';
import type { Difference } from './difference';
import type { PolledDevice } from './polledDevices';

/** What a window that follows sends to the one that polls: one line of JSON each. No message holds a secret. */
export type FollowerMessage =
  | { readonly type: 'hello'; readonly nonce: string }
  | { readonly type: 'follow'; readonly proof: string }
  | { readonly type: 'refresh'; readonly id: number; readonly deviceId: string }
  | { readonly type: 'get'; readonly id: number; readonly deviceId: string; readonly path: string; readonly timeoutMs?: number }
  | { readonly type: 'pause' | 'resume'; readonly deviceId: string }
  /** `origin`: where the device is for this window. `entry`: a random name for what a person has just entered in it. It tells nothing of the log-in. */
  | { readonly type: 'credentialsChanged'; readonly id: number; readonly deviceId: string; readonly origin: string; readonly entry?: string }
  /** What was told of the device does not fit together: all of it is to be told anew. */
  | { readonly type: 'tellAnew'; readonly deviceId: string }
  /** Which devices it polls itself, when they are others. */
  | { readonly type: 'rest'; readonly devices: readonly PolledDevice[] }
  | { readonly type: 'demand'; readonly level: DemandLevel }
  | { readonly type: 'deviceDemand'; readonly deviceId: string; readonly level?: DemandLevel }
  | { readonly type: 'forgetMissing'; readonly deviceId: string; readonly slotId?: string; readonly instanceId?: string; readonly portId?: string };

/** What the window that polls sends to each that follows. */
export type LeaderMessage =
  | { readonly type: 'welcome'; readonly nonce: string; readonly proof: string }
  /** Sent once a second: a window that hangs does not keep the others waiting. */
  | { readonly type: 'alive' }
  /** Which devices it polls: the first message, and again when they are others. What else a window has it polls itself. */
  | { readonly type: 'polled'; readonly devices: readonly PolledDevice[] }
  /** The first that it says of a device, and when it is asked to tell it anew; … */
  | { readonly type: 'device'; readonly device: DeviceSnapshot }
  /** … what has become of it since it last said something of it. */
  | { readonly type: 'deviceChange'; readonly deviceId: string; readonly change: Difference }
  /** A request that was sent, or its end. */
  | { readonly type: 'session'; readonly session: RecordedSession }
  /**
   * It has looked whether it has another log-in for the device now, and said what it polls then. `isRefused`: the device, at the
   * origin that was asked about, has refused its own, and it has not the one that was entered.
   */
  | { readonly type: 'looked'; readonly id: number; readonly isRefused?: true }
  | { readonly type: 'refreshed'; readonly id: number; readonly result: RefreshResult }
  | { readonly type: 'answer'; readonly id: number; readonly answer: LtosAnswer }
  | { readonly type: 'fault'; readonly id: number; readonly fault: Fault; readonly status?: number; readonly retryAfterMs?: number }
  /** Whether this window tells the person of alarms, and of which of the devices that it polls itself another one does. */
  | { readonly type: 'notifier'; readonly isNotifier: boolean; readonly toldElsewhere: readonly string[] };
