# The locked packages are installed in a first image; the second one holds only what runs.
FROM python:3.13-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/nightdesk
ENV PATH=/opt/nightdesk/bin:$PATH
WORKDIR /src

# Changes with the lock only, so that a change of code reuses this layer. The lock holds the extra `postgres`, too.
COPY requirements.lock ./
RUN pip install --no-deps --require-hashes -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY config ./config
COPY summarizer ./summarizer
COPY bot ./bot
COPY adapters ./adapters
RUN pip install --no-deps . \
 && pip check \
 && python -m compileall -q /opt/nightdesk

FROM python:3.13-slim

RUN groupadd --gid 10001 nightdesk \
 && useradd --uid 10001 --gid nightdesk --no-create-home --home-dir /data --shell /usr/sbin/nologin nightdesk \
 && install --directory --owner=nightdesk --group=nightdesk --mode=0750 /data
COPY --from=build /opt/nightdesk /opt/nightdesk

ENV PATH=/opt/nightdesk/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/data \
    NIGHTDESK_HOME=/data \
    NIGHTDESK_HTTP=0.0.0.0:8080
# By number, so that Kubernetes can tell that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080

# The server listens before anything else is ready; `--start-period` only covers the start of Python itself.
# The port is the one of NIGHTDESK_HTTP; a `worker` has no server, so start it with `--no-healthcheck`.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; port = os.environ['NIGHTDESK_HTTP'].rpartition(':')[2]; web.build_opener(web.ProxyHandler({})).open(f'http://127.0.0.1:{port}/healthz', timeout=4)"]

# SIGTERM, which `docker stop` sends, ends `run` within its ten seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["nightdesk"]
CMD ["run"]
