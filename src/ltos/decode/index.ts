export { decodeChassis } from './decodeChassis';
export { decodeModule } from './decodeModule';
export { apiMajor, decodeSystem } from './decodeSystem';
export { readInstanceFields } from './instanceFields';
export type { DecodeOptions, ModuleOptions, OffsetUnit } from './options';
export type { ChassisReading, ModuleReading, PtpInstanceReading, SlotReading } from './readings';
