/**
 * What became of a refresh: `asked`: the device was asked, well or not; `paused`: by a person; `waiting`: nothing is sent until credentials or
 * trusted certificates change; `notPolled`: the device is configured, but it is not polled here; `unknown`: there is no such device.
 */
export type RefreshResult = 'asked' | 'paused' | 'waiting' | 'notPolled' | 'unknown';
