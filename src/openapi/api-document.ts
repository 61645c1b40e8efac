import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { documentOf } from './document.js';
import type { Controller, Endpoint } from './endpoints.js';
import { endpointsOf } from './endpoints.js';

const REMEDY = 'How a route is described says docs/extending.md.';

/** What routes say of themselves is gathered when the process starts; the document is made of it when it is first asked for. */
@Injectable()
export class ApiDocument implements OnModuleInit {
  private endpoints: Endpoint[] = [];
  private served: { methods: string[]; path: RegExp }[] = [];
  private made: string | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const controllers = this.discovery.getControllers().map(({ metatype }) => metatype as Controller);
    const endpoints = endpointsOf(controllers);
    const faults = endpoints.flatMap(({ controller, name, path, faults }) =>
      faults.map((fault) => `${controller}Controller.${name} (${path}) ${fault}.`),
    );
    if (faults.length > 0) throw new Error(['Routes are not described:', ...faults, REMEDY].join('\n'));
    this.served = endpoints.map(({ method, path }) => ({
      methods: method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
      path: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}/?$`, 'i'),
    }));
    this.endpoints = endpoints;
  }

  /** JSON. */
  get text(): string {
    this.made ??= JSON.stringify(documentOf(this.endpoints));
    return this.made;
  }

  /** The methods that are served at a path; none where it is no address. */
  methodsAt(path: string): string[] {
    return [...new Set(this.served.flatMap((one) => (one.path.test(path) ? one.methods : [])))];
  }
}
