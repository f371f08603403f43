"""``python -m deployments``: the studio's commands alone."""

from deployments.cli import app

app()
