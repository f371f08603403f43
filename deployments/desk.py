"""The desk: beside the Prefect server, it opens films by signed link, and tells health and figures.

It serves what lies in this machine's storage only; films on S3 have links of their own.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from blocks import home
from blocks.signing import Signer, signer
from film.assets import MEDIA_TYPES

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

PARTS = ("permission", "kind", "name")
"""Of a link's path: see blocks.signing."""
HEADERS = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
"""With every file; a film's page brings its own content-security policy."""


def create_app(figures: Callable[[], bytes]) -> "Starlette":
    """Return the desk; ``figures`` returns what Prometheus reads."""
    from starlette.applications import Starlette
    from starlette.routing import Route

    shown = Shown({"films": home.films(), "assets": home.assets()}, signer())
    return Starlette(
        routes=[
            Route("/health", _health),
            Route("/metrics", _metrics(figures)),
            Route("/{permission}/{kind}/{name:path}", shown.open, methods=["GET", "HEAD"]),
        ]
    )


class Shown:
    """The folders whose files a link may open."""

    def __init__(self, folders: dict[str, Path], signer: Signer) -> None:
        self.folders = folders
        self.signer = signer

    def open(self, request: "Request") -> "Response":
        """Answer with a file: in parts if asked, and only to a link that is right."""
        from starlette.responses import FileResponse, PlainTextResponse

        permission, kind, name = (request.path_params[part] for part in PARTS)
        scope = f"{kind}/{name}" if kind == "assets" else f"{kind}/{name.partition('/')[0]}"
        if not self.signer.allows(permission, scope):
            return PlainTextResponse(
                "This link is wrong or too old: `firstcut fetch RUN --links` makes new ones.\n",
                status_code=403,
            )
        file = self.find(kind, name)
        if file is None:
            return PlainTextResponse("There is no such file any more.\n", status_code=404)
        return FileResponse(file, media_type=MEDIA_TYPES[file.suffix], headers=HEADERS)

    def find(self, kind: str, name: str) -> Path | None:
        """Return a file, if it is of a film's kinds and lies below its folder."""
        root = self.folders.get(kind)
        if root is None:
            return None
        place = f"{name[:2]}/{name}" if kind == "assets" else name
        file = (root / place).resolve()
        inside = file.is_relative_to(root.resolve()) and file.suffix in MEDIA_TYPES
        return file if inside and file.is_file() else None


def serve(host: str, port: int) -> None:
    """Run the desk until it is told to stop."""
    import uvicorn

    from deployments.metrics import exposition

    uvicorn.run(create_app(exposition), host=host, port=port, log_level="warning")


def _health(request: "Request") -> "Response":
    from starlette.responses import PlainTextResponse

    return PlainTextResponse("ok\n")


def _metrics(figures: Callable[[], bytes]) -> "Callable[[Request], Response]":
    def answer(request: "Request") -> "Response":
        from prometheus_client import CONTENT_TYPE_LATEST
        from starlette.responses import Response

        return Response(figures(), media_type=CONTENT_TYPE_LATEST)

    return answer
