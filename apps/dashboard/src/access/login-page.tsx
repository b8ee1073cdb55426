import { useEffect } from 'preact/hooks';
import { Logo } from '../shell/icons.js';
import { Preferences } from '../shell/preferences.js';
import { texts } from '../texts/language.js';
import { access } from './access.js';
import { LoginForm } from './login-form.js';

/** Asks for the key, and says where it is to be found. */
export function LoginPage() {
  const t = texts.value;
  const title = `${t.login.title} – ${t.product}`;
  useEffect(() => {
    document.title = title;
    return () => (document.title = t.product);
  }, [title]);
  return (
    <main class="login">
      <section class="panel login-panel" aria-labelledby="login-title">
        <p class="brand">
          <Logo />
          <span>{t.product}</span>
        </p>
        <h1 id="login-title">{t.login.title}</h1>
        <Ended />
        <LoginForm describedBy="login-ended login-hint" />
        <p class="hint" id="login-hint">
          {codeIn(t.login.hint)}
        </p>
      </section>
      <Preferences />
    </main>
  );
}

/** Why the login is here in the middle of the work. */
function Ended() {
  const { login } = texts.value;
  const now = access.value;
  if (now.state !== 'closed' || !(now.ended || now.lostCommand)) return null;
  return (
    <p class="login-ended" id="login-ended" role="status">
      {now.ended && login.ended} {now.lostCommand && <strong>{login.lostCommand}</strong>}
    </p>
  );
}

/** What stands between backticks is code. */
const codeIn = (text: string) =>
  text.split('`').map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part));
