import type { Upstream } from '../../core/routes/route-table';
import type { RouterLimits } from '../limits';
import type { Router } from '../start-router';
import { RawClient } from './raw-client';
import { ready, runRouter, siteRoute, tableOf } from './run-router';
import type { TestUpstream } from './run-upstream';

/** A router with one site, site.test, and all that a test opens around it, closed together. */
export class Scene {
  readonly router: Router;
  readonly #opened: { close(): void | Promise<void> }[] = [];

  private constructor(router: Router) {
    this.router = router;
  }

  static async open(limits: Partial<RouterLimits> = {}): Promise<Scene> {
    return new Scene(await runRouter(limits));
  }

  /** Makes site.test lead to this server. */
  async serve(starting: Promise<TestUpstream>): Promise<TestUpstream> {
    const upstream = await starting;
    this.#opened.push(upstream);
    await this.show(ready(upstream.port));
    return upstream;
  }

  /** Sets the state of the server of site.test. */
  async show(upstream: Upstream): Promise<void> {
    await this.router.setTable(tableOf({ 'site.test': siteRoute('one') }, { one: upstream }));
  }

  async connect(): Promise<RawClient> {
    const client = await RawClient.connect(this.router.port);
    this.#opened.push(client);
    return client;
  }

  /** One request on a connection of its own. */
  async ask(requestLine: string, ...headers: string[]) {
    const client = await this.connect();
    client.ask(requestLine, 'Host: site.test', ...headers);
    return client.takeResponse();
  }

  /** Closes what was opened since the last test, but not the router. */
  async clear(): Promise<void> {
    for (const thing of this.#opened.splice(0).reverse()) await thing.close();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.router.close();
  }
}
