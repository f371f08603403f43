# syntax=docker/dockerfile:1.7
# Firstcut on CPUs: its workers, the runs that they start, the Prefect server and the desk are one
# image. Films, results and weights are on a volume. Base images are pinned by tag; pin the digests
# that your registry serves with --build-context or a mirror, if you need builds repeated to the bit.

FROM python:3.11.14-slim-bookworm AS build
ARG UV_VERSION=0.13.9
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN python -m pip install --no-cache-dir --disable-pip-version-check "uv==${UV_VERSION}" \
  && uv venv --python python3.11 /opt/venv
COPY requirements-runtime.lock /tmp/
RUN --mount=type=cache,target=/root/.cache/uv \
  uv pip install --python /opt/venv/bin/python --no-deps --require-hashes -r /tmp/requirements-runtime.lock
COPY pyproject.toml README.md prefect.yaml /opt/firstcut/
COPY film /opt/firstcut/film
COPY blocks /opt/firstcut/blocks
COPY tasks /opt/firstcut/tasks
COPY flows /opt/firstcut/flows
COPY deployments /opt/firstcut/deployments
RUN uv pip install --python /opt/venv/bin/python --no-deps --editable /opt/firstcut \
  && find /opt/venv -name "*.rlib" -delete \
  && EAGER_IMPORT=1 NUMBA_CACHE_DIR=/opt/numba /opt/venv/bin/python -c "import librosa" \
  && /opt/venv/bin/python -m compileall -q /opt/firstcut

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="Firstcut" \
  org.opencontainers.image.description="Turns a prompt or a screenplay into a finished film" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.licenses="GPL-3.0-or-later"
# Drawing needs libEGL and libGL; tini reaps what ffmpeg leaves behind.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends libegl1 libgl1 tini \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 firstcut \
  && useradd --uid 10001 --gid firstcut --no-create-home --home-dir /var/lib/firstcut firstcut \
  && install -d -o firstcut -g firstcut /var/lib/firstcut
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/firstcut /opt/firstcut
COPY --from=build --chown=10001:10001 /opt/numba /opt/numba
ENV NUMBA_CACHE_DIR=/opt/numba \
  PATH=/opt/venv/bin:$PATH \
  PYTHONUNBUFFERED=1 \
  PYTHONDONTWRITEBYTECODE=1 \
  FIRSTCUT_HOME=/var/lib/firstcut \
  HF_HOME=/var/lib/firstcut/models \
  PREFECT_HOME=/var/lib/firstcut/prefect \
  PREFECT_SERVER_ANALYTICS_ENABLED=false
USER 10001:10001
WORKDIR /var/lib/firstcut
VOLUME /var/lib/firstcut
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["tini", "--"]
CMD ["firstcut", "worker", "cpu", "--health-port", "8080"]
