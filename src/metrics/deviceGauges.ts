import { communicationStates } from '../model/snapshot';
import { stateSamples, type GaugeFamily } from './gaugeFamily';
import { isFresh } from './ptpGauges';

const seconds = (ms: number): number => ms / 1000;

/** How the communication with each device is. */
export const communicationStateGauge: GaugeFamily<'state'> = {
  name: 'psx_communication_state',
  help: '1 for the current state of the communication with the device, 0 for all others.',
  labelNames: ['state'],
  samples: ({ communication }) => stateSamples(communicationStates, communication.state),
};

/** When something happened to each device, in seconds since the epoch. */
export const deviceTimeGauges: readonly GaugeFamily<never>[] = [
  {
    name: 'psx_communication_state_since_timestamp_seconds',
    help: 'Since when the communication is in its state.',
    labelNames: [],
    samples: ({ communication }) => [{ labels: {}, value: seconds(communication.since) }],
  },
  {
    name: 'psx_last_success_timestamp_seconds',
    help: 'When the last good answer of the device came; absent before the first.',
    labelNames: [],
    samples: ({ communication: { lastSuccess } }) => (lastSuccess === undefined ? [] : [{ labels: {}, value: seconds(lastSuccess) }]),
  },
];

/** What stands in the way of each device that does not respond. */
export const faultGauge: GaugeFamily<'kind'> = {
  name: 'psx_communication_fault',
  help: 'Kind of fault that the communication with the device suffers from; the value is always 1.',
  labelNames: ['kind'],
  samples: ({ communication: { error } }) => (error === undefined ? [] : [{ labels: { kind: error.kind }, value: 1 }]),
};

/** What each device is. */
export const deviceInfoGauge: GaugeFamily<'id' | 'origin' | 'hostname' | 'model' | 'serial_number' | 'firmware' | 'api_version'> = {
  name: 'psx_device_info',
  help: 'What the device is, as far as it has said; the value is always 1.',
  labelNames: ['id', 'origin', 'hostname', 'model', 'serial_number', 'firmware', 'api_version'],
  samples: ({ id, baseUrl, system }) => [
    {
      labels: {
        id,
        origin: baseUrl,
        hostname: system?.hostname ?? '',
        model: system?.model ?? '',
        serial_number: system?.serialNumber ?? '',
        firmware: system?.firmware ?? '',
        api_version: system?.apiVersion ?? '',
      },
      value: 1,
    },
  ],
};

/** Of the PSX cards: whether they are there, and from when their data are. */
export const slotGauges: readonly GaugeFamily<'slot'>[] = [
  {
    name: 'psx_slot_up',
    help: '1 while the PSX card of the slot is read, 0 while it is missing or its data are too old.',
    labelNames: ['slot'],
    *samples(device) {
      for (const slot of device.slots.filter(({ isPsx }) => isPsx)) {
        yield { labels: { slot: slot.slotId }, value: isFresh(device, slot) ? 1 : 0 };
      }
    },
  },
  {
    name: 'psx_slot_last_update_timestamp_seconds',
    help: 'When the data of the PSX card in the slot came.',
    labelNames: ['slot'],
    *samples({ slots }) {
      for (const { slotId, updatedAt } of slots.filter(({ isPsx }) => isPsx)) {
        if (updatedAt !== undefined) {
          yield { labels: { slot: slotId }, value: seconds(updatedAt) };
        }
      }
    },
  },
];

/** What the cards in the slots are. */
export const slotInfoGauge: GaugeFamily<'slot' | 'type' | 'model' | 'serial_number' | 'software_revision'> = {
  name: 'psx_slot_info',
  help: 'What the card in the slot is; the value is always 1.',
  labelNames: ['slot', 'type', 'model', 'serial_number', 'software_revision'],
  *samples({ slots }) {
    for (const { slotId, slotType, model = '', serialNumber = '', softwareRevision = '', isEmpty, missingSince } of slots) {
      if (!isEmpty && missingSince === undefined) {
        yield { labels: { slot: slotId, type: slotType, model, serial_number: serialNumber, software_revision: softwareRevision }, value: 1 };
      }
    }
  },
};
