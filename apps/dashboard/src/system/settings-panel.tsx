import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fetchSettings, type ShownSettings } from '../api/system-api.js';
import { reasonOf } from '../command/command-outcome.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { chosenSettings, type ShownSetting } from './chosen-settings.js';

const mostServices = 5;

interface SettingsPanelProps {
  /** Which processes there are: another one may go by other settings. */
  processes: string;
}

/** What the services go by, first what is set at this site. They cannot be changed here, and secrets are not shown. */
export function SettingsPanel({ processes }: SettingsPanelProps) {
  const settings = useSignal<ShownSettings | undefined>(undefined);
  const failure = useSignal<unknown>(undefined);
  const search = useSignal('');
  const isAll = useSignal(false);
  useEffect(() => {
    fetchSettings().then(
      (answer) => {
        settings.value = answer;
        failure.value = undefined;
      },
      (problem: unknown) => (failure.value = problem),
    );
  }, [processes, settings, failure]);
  const t = texts.value.system;
  const shown = chosenSettings(settings.value ?? [], { search: search.value, isAll: isAll.value });
  const emptyText = search.value.trim() === '' ? t.noneSet : t.noneFound;
  return (
    <section class="panel system-panel settings" aria-busy={settings.value === undefined}>
      <div class="panel-head">
        <h2>{t.settings}</h2>
        <div class="settings-tools">
          <input
            class="select-small"
            type="search"
            placeholder={t.search}
            aria-label={t.search}
            value={search.value}
            onInput={(event) => (search.value = event.currentTarget.value)}
          />
          <fieldset class="segments segments-small" aria-label={t.settings}>
            <Choice name={t.settingsSet} isChosen={!isAll.value} onChoose={() => (isAll.value = false)} />
            <Choice name={t.settingsAll} isChosen={isAll.value} onChoose={() => (isAll.value = true)} />
          </fieldset>
        </div>
      </div>
      <p class="hint">{t.settingsHint}</p>
      {failure.value !== undefined && !settings.value && (
        <p class="hint hint-warning">
          <Worded text={t.noNews(reasonOf(failure.value, texts.value))} />
        </p>
      )}
      {settings.value && shown.length === 0 && <p class="label">{emptyText}</p>}
      <ul class="setting-list">
        {shown.map((setting) => (
          <SettingRow key={`${setting.name} ${setting.services.join()}`} setting={setting} />
        ))}
      </ul>
    </section>
  );
}

interface ChoiceProps {
  name: string;
  isChosen: boolean;
  onChoose: () => void;
}

const Choice = ({ name, isChosen, onChoose }: ChoiceProps) => (
  <label class="segment">
    <input type="radio" name="settings-shown" checked={isChosen} onChange={onChoose} />
    <span>{name}</span>
  </label>
);

function SettingRow({ setting }: { setting: ShownSetting }) {
  const t = texts.value.system;
  const { name, value, from, isSecret, about, services } = setting;
  const isSet = from !== 'default';
  const hidden = isSet ? t.secret : t.unset;
  const text = isSecret ? hidden : (value ?? t.unset);
  return (
    <li class="setting" data-setting={name}>
      <div>
        <code class="setting-name">{name}</code>
        <p class="hint">
          <span lang="en">{about}</span>
          {services.length < mostServices && ` · ${t.onlyOf(services.join(', '))}`}
        </p>
      </div>
      <div class="setting-value">
        <code class={isSecret || value === null ? 'setting-unset' : ''} dir="auto">
          {text}
        </code>
        <span class={`badge ${isSet ? 'tone-set' : ''}`}>{t.origin[from]}</span>
      </div>
    </li>
  );
}
