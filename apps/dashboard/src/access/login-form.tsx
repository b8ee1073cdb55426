import { useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';
import { failureText, type LoginFailure } from './login-failure.js';
import { useLogin } from './use-login.js';

/** One field; Enter sends it. After a failure the focus is in the field, and the old key is selected to be replaced. */
export function LoginForm({ describedBy }: { describedBy: string }) {
  const t = texts.value.login;
  const field = useRef<HTMLInputElement>(null);
  const isShown = useSignal(false);
  const { isSending, failure, leftS, logIn, forgive } = useLogin();
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    isShown.value = false; // password managers look for a password
    const isOpen = await logIn(field.current?.value.trim() ?? '');
    if (!isOpen) field.current?.select();
  };
  return (
    <form class="login-form" onSubmit={(event) => void submit(event)} noValidate>
      <input type="text" name="username" autocomplete="username" value="kilowatch" readOnly hidden />
      <label class="label" for="login-key">
        {t.key}
      </label>
      <div class="key-input">
        <input
          id="login-key"
          name="key"
          {...(isShown.value ? { type: 'text' } : { type: 'password' })}
          ref={field}
          autocomplete="current-password"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="go"
          maxLength={500}
          readOnly={isSending.value}
          aria-invalid={failure.value?.kind === 'wrongKey' || failure.value?.kind === 'empty'}
          aria-describedby={`login-problem ${describedBy}`}
          onInput={forgive}
        />
        <button
          type="button"
          aria-label={isShown.value ? t.hideKey : t.showKey}
          aria-controls="login-key"
          onClick={() => (isShown.value = !isShown.value)}
        >
          {isShown.value ? t.hide : t.show}
        </button>
      </div>
      <LoginProblem failure={failure.value} leftS={leftS.value} />
      <button class="button" type="submit" disabled={leftS.value > 0} aria-busy={isSending.value}>
        {isSending.value ? t.sending : t.send}
      </button>
    </form>
  );
}

/** A screen reader hears the whole wait and its end, not every second of it. */
function LoginProblem({ failure, leftS }: { failure: LoginFailure | undefined; leftS: number }) {
  const isCounting = failure?.kind === 'slowed' && leftS > 0;
  return (
    <div class="login-problem">
      <p id="login-problem" role="alert" class={isCounting ? 'visually-hidden' : undefined}>
        {failure && <Worded text={failureText(failure, isCounting ? failure.waitS : 0, texts.value)} />}
      </p>
      {isCounting && <p aria-hidden="true">{failureText(failure, leftS, texts.value)}</p>}
    </div>
  );
}
