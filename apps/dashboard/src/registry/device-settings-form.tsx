import { useSignal } from '@preact/signals';
import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useId } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { changeDevice } from '../api/registry-api.js';
import { useAppState } from '../app-state.js';
import { brandNames } from '../heat-pump/brands.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { nativeIdOf } from '../widgets/devices-of.js';
import { CalibrationFields } from './calibration-fields.js';
import { calibrationProblemOf } from './calibration-state.js';
import { namesOf } from './device-search.js';
import { changesOf, draftOf, longestName, type SettingsDraft, typedSince } from './settings-draft.js';
import { useSaving } from './use-saving.js';
import { useToday } from './use-today.js';

/** What people say of a device: its name, group and place, and whether it is listened to. */
export function DeviceSettingsForm({ device }: { device: DeviceSnapshot }) {
  const typed = useSignal<Partial<SettingsDraft>>({});
  const isSaved = useSignal(false);
  const { isBusy, failure, save } = useSaving();
  const today = useToday();
  const t = texts.value.registry;
  const known = draftOf(device);
  const draft = { ...known, ...typed.value };
  const changes = changesOf(known, draft);
  const isCalibrated = draft.calibration === 'calibrated';
  const isBarred = isCalibrated && calibrationProblemOf(draft, today) !== undefined;
  const set = (part: Partial<SettingsDraft>): void => {
    isSaved.value = false;
    typed.value = { ...typed.value, ...part };
  };
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!changes || isBarred) return;
    const sent = typed.value;
    void save(
      () => changeDevice(device.device, changes),
      () => {
        typed.value = typedSince(typed.peek(), sent); // where a word was taken back, the device's own comes to light
        isSaved.value = Object.keys(typed.value).length === 0;
      },
    );
  };
  return (
    <section class="panel" aria-labelledby="device-settings">
      <h2 id="device-settings">{t.settings}</h2>
      <form class="device-form" onSubmit={submit}>
        <Named
          words={t.name}
          value={draft.name}
          onInput={(name) => set({ name })}
          placeholder={nativeIdOf(device.device)}
        />
        <Named
          words={t.place}
          value={draft.location}
          onInput={(location) => set({ location })}
          names="location"
        />
        <Named words={t.group} value={draft.group} onInput={(group) => set({ group })} names="group" />
        {device.kind === 'heat-pump' && (
          <Chosen
            words={t.brand}
            value={draft.brand}
            options={[['', t.brandUnknown], ...Object.entries(brandNames)]}
            onChange={(brand) => set({ brand: brand as SettingsDraft['brand'] })}
          />
        )}
        {device.kind === 'gas' && (
          <Chosen
            words={t.calibration}
            value={draft.calibration || 'uncalibrated'}
            options={Object.entries(t.calibrations)}
            onChange={(calibration) => set({ calibration: calibration as SettingsDraft['calibration'] })}
          />
        )}
        {isCalibrated && <CalibrationFields draft={draft} onChange={set} />}
        <label class="check">
          <input
            type="checkbox"
            checked={draft.isIgnored}
            onChange={({ currentTarget }) => set({ isIgnored: currentTarget.checked })}
          />
          <span>
            {t.ignore}
            <span class="hint">{t.ignoreHint}</span>
          </span>
        </label>
        <div class="device-form-foot">
          <button class="button" type="submit" disabled={isBusy || isBarred || !changes}>
            {t.save}
          </button>
          <p class="hint" role="status">
            {isSaved.value && t.saved}
          </p>
          <p class="hint hint-warning" role="alert">
            <Worded text={failure ?? ''} />
          </p>
        </div>
      </form>
    </section>
  );
}

interface NamedProps {
  words: string;
  value: string;
  onInput: (text: string) => void;
  placeholder?: string;
  /** Offers what others are called. */
  names?: 'group' | 'location';
}

function Named({ words, value, onInput, placeholder, names }: NamedProps) {
  const { live } = useAppState();
  const id = useId();
  return (
    <label class="field">
      <span>{words}</span>
      <input
        type="text"
        dir="auto"
        autoComplete="off"
        maxLength={longestName}
        value={value}
        placeholder={placeholder}
        list={names && id}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      {names && (
        <datalist id={id}>
          {namesOf(live.model.peek().devices.values(), names).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </label>
  );
}

interface ChosenProps {
  words: ComponentChildren;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onChange: (value: string) => void;
}

const Chosen = ({ words, value, options, onChange }: ChosenProps) => (
  <label class="field">
    <span>{words}</span>
    <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
      {options.map(([option, optionWords]) => (
        <option key={option} value={option}>
          {optionWords}
        </option>
      ))}
    </select>
  </label>
);
