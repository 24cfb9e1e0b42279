import type { Json } from '../../model/json';
import { networkProtocols } from '../../model/networkProtocol';
import { ptpModes } from '../../model/ptpMode';
import { ptpPortStates } from '../../model/ptpPortState';
import { type FieldKind, type FieldName, fields, type KindValues } from '../fields';
import { readDuration, readSeconds } from './durationReader';
import { openTableReader, readClockAccuracy, readDelayMechanism, readProfile, readTimeSource, tableReader } from './enumerationReaders';
import { readMacAddress, readSpeedMbps } from './networkReaders';
import type { ReadContext } from './options';
import type { Reading } from './reading';
import { readAmount, readClockIdentity, readCount, readFlag, readPortIdentity, readRunState, readText, readTimescale, wholeNumber } from './scalarReaders';

const readers: { readonly [Kind in FieldKind]: (json: Json, context: ReadContext) => Reading<KindValues[Kind]> } = {
  text: readText,
  clockIdentity: readClockIdentity,
  portIdentity: readPortIdentity,
  byte: wholeNumber(0, 0xff),
  uint16: wholeNumber(0, 0xffff),
  logInterval: wholeNumber(-128, 127),
  integer: wholeNumber(-0x8000_0000, 0x7fff_ffff),
  counter: wholeNumber(0, Number.MAX_SAFE_INTEGER),
  count: readCount,
  amount: readAmount,
  seconds: readSeconds,
  speed: readSpeedMbps,
  macAddress: readMacAddress,
  duration: readDuration,
  flag: readFlag,
  timescale: readTimescale,
  runState: readRunState,
  clockAccuracy: readClockAccuracy,
  portState: tableReader(ptpPortStates, 'a PTP port state'),
  profile: readProfile,
  mode: openTableReader(ptpModes, 'a PTP mode'),
  networkProtocol: openTableReader(networkProtocols, 'a network protocol'),
  delayMechanism: readDelayMechanism,
  timeSource: readTimeSource,
};

/** Reads the value of a field. */
export function readField(name: FieldName, json: Json, context: ReadContext): Reading<string | number | boolean> {
  return readKind(fields[name].kind, json, context);
}

/** Reads a value that looks like those of the kind. */
export function readKind<Kind extends FieldKind>(kind: Kind, json: Json, context: ReadContext): Reading<KindValues[Kind]> {
  return readers[kind](json, context);
}

/** Whether the value is one that the field may have. */
export function fitsField(name: FieldName, json: Json | undefined): boolean {
  return json !== undefined && readField(name, json, { mustFit: true }).is === 'read';
}
