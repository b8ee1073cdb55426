# One file for every image: all bundles are built once, and each image takes one. Needs nothing of BuildKit.

# The manifests alone, so that packages are installed again only when one of them has changed.
FROM node:24-bookworm-slim AS manifests
WORKDIR /source
COPY . .
RUN mkdir /manifests && find . \( -name package.json -o -name package-lock.json -o -name .npmrc \) | xargs cp --parents -t /manifests

FROM node:24-bookworm-slim AS build
WORKDIR /source
COPY --from=manifests /manifests ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY . .
RUN NX_DAEMON=false npx nx run-many -t build --exclude standalone --outputStyle=static \
 && find apps -path '*/dist/*' -name '*.map' -delete \
 && node apps/init/dist/main.mjs web-server > nginx.conf

# The web server: the dashboard's files, and every route to the service that answers it.
FROM nginx:1.28 AS dashboard
COPY --from=build /source/nginx.conf /etc/nginx/nginx.conf
COPY --from=build /source/apps/dashboard/dist /usr/share/kilowatch
COPY deploy/health/web-server /usr/local/bin/health
USER 1000:1000
EXPOSE 5003 8501
ENTRYPOINT []
CMD ["nginx", "-e", "stderr"]

# init: one-shot. The modes of the mount points become those of the empty volumes: the broker, of group 1883, reads its files.
FROM debian:bookworm-slim AS init
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /source/apps/init/dist /app
RUN for owner in control-api mqtt-publisher ingest historian realtime-gateway simulator init; do mkdir -p /secrets/$owner; done \
 && mkdir /broker && chown -R 1000:1000 /secrets && chmod 700 /secrets/* && chown 1000:1883 /broker && chmod 2750 /broker
ENV SECRETS_DIR=/secrets BROKER_DIR=/broker
WORKDIR /app
USER 1000:1000
ENTRYPOINT ["node", "--max-semi-space-size=1", "--optimize-for-size", "--disable-warning=ExperimentalWarning", "main.mjs"]

# A service. One arena of malloc and a small young generation halve what an idle process holds.
FROM debian:bookworm-slim AS service
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY deploy/health/service /usr/local/bin/health
RUN mkdir /data /run/kilowatch && chown 1000:1000 /data /run/kilowatch && chmod 700 /data /run/kilowatch
ENV MALLOC_ARENA_MAX=1 DATA_DIR=/data HEALTH_PORT=5100
WORKDIR /app
USER 1000:1000
ARG SERVICE=control-api
COPY --from=build /source/apps/${SERVICE}/dist /app
CMD ["node", "--max-semi-space-size=1", "--disable-warning=ExperimentalWarning", "main.mjs"]
