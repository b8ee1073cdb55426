import type { ComponentChildren } from 'preact';
import { chooseLanguage, type Language, language, languages, texts } from '../texts/language.js';
import { theme, toggleTheme } from '../theme/theme.js';
import { Moon, Sun } from './icons.js';

/** Language and theme, remembered by the browser; below them what else belongs there. */
export function Preferences({ children }: { children?: ComponentChildren }) {
  const t = texts.value;
  const isDark = theme.value === 'dark';
  const label = isDark ? t.theme.toLight : t.theme.toDark;
  return (
    <section class="preferences" aria-label={t.preferences}>
      <select
        class="select-small"
        aria-label={t.language}
        value={language.value}
        onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}
      >
        {Object.entries(languages).map(([name, own]) => (
          <option key={name} value={name} lang={name}>
            {own}
          </option>
        ))}
      </select>
      <button class="icon-button" type="button" aria-label={label} title={label} onClick={toggleTheme}>
        {isDark ? <Sun /> : <Moon />}
      </button>
      {children}
    </section>
  );
}
