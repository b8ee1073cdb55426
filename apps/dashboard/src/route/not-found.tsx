import { texts } from '../texts/language.js';
import { pathOf } from './router.js';

export function NotFound() {
  const { notFound } = texts.value;
  return (
    <section class="panel notice">
      <h1>{notFound.title}</h1>
      <p>{notFound.text}</p>
      <a class="button" href={pathOf({ page: 'overview' })} data-page>
        {notFound.link}
      </a>
    </section>
  );
}
