import { useSignal } from '@preact/signals';
import { closeSession } from '../api/session-api.js';
import { reasonOf } from '../command/command-outcome.js';
import { texts } from '../texts/language.js';
import { Worded } from '../texts/server-words.js';

/** Ends the session of this browser. The page is loaded anew: nothing that was read stays in it. */
export function LogOut() {
  const t = texts.value.login;
  const failure = useSignal<unknown>(undefined);
  const logOut = (): void => {
    failure.value = undefined;
    closeSession().then(
      () => location.reload(),
      (reason: unknown) => (failure.value = reason),
    );
  };
  return (
    <>
      <button class="button button-small button-quiet log-out" type="button" onClick={logOut}>
        {t.out}
      </button>
      <small role="status">
        {failure.value !== undefined && <Worded text={t.outFailed(reasonOf(failure.value, texts.value))} />}
      </small>
    </>
  );
}
