# docker build -t geomap . && docker run --rm -v "$PWD:/here" --network none geomap map articles/ -o maps/events.html
FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir build && python -m build --wheel --outdir /dist

FROM python:3.13-slim
COPY --from=build /dist /dist
RUN pip install --no-cache-dir /dist/*.whl && rm -r /dist && useradd --create-home reader
USER reader
RUN geomap gazetteer build
WORKDIR /here
ENTRYPOINT ["geomap"]
