# docker build -t geomap .
# docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/here" --network none geomap map articles/ -o maps/events.html
FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir build && python -m build --wheel --outdir /dist

FROM python:3.13-slim
COPY --from=build /dist /dist
RUN pip install --no-cache-dir /dist/*.whl && rm -r /dist
# built once for whoever runs it, who may add villages of further countries; the files that they write are theirs
ENV GEOMAP_CACHE=/var/cache/geomap GEOMAP_LAYERS=/var/lib/geomap HOME=/tmp
RUN geomap gazetteer build && chmod -R a+rwX /var/cache/geomap
USER 1000:1000
WORKDIR /here
ENTRYPOINT ["geomap"]
