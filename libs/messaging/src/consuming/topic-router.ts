import { covers } from '@kilowatch/contracts';

const mostCachedTopics = 10_000;
/** A longer topic is looked at anew each time: nobody shall fill the memory with them. */
const mostOfTopic = 256;

/** Finds the routes of a topic; the second message of a topic costs one map look-up. */
export class TopicRouter<R extends { readonly filter: string }> {
  private readonly routes: R[] = [];
  private readonly cache = new Map<string, readonly R[]>();

  add(route: R): void {
    this.routes.push(route);
    this.cache.clear();
  }

  remove(route: R): void {
    const at = this.routes.indexOf(route);
    if (at >= 0) this.routes.splice(at, 1);
    this.cache.clear();
  }

  all(): readonly R[] {
    return this.routes;
  }

  routesOf(topic: string): readonly R[] {
    const known = this.cache.get(topic);
    if (known) return known;
    const found = this.routes.filter(({ filter }) => covers(filter, topic));
    if (topic.length > mostOfTopic) return found;
    if (this.cache.size >= mostCachedTopics) this.cache.clear();
    this.cache.set(topic, found);
    return found;
  }
}
