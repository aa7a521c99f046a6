"""The application: routers, error handlers and OpenAPI around one :class:`Service`."""

from fastapi import FastAPI

from cpd_service.api import (
    account,
    blobs,
    certificates,
    check,
    commands,
    feed,
    health,
    media,
    national,
    national_more,
    news,
    openapi,
    session,
    snapshots,
    updates,
    xapi,
)
from cpd_service.api.errors import install_error_handlers
from cpd_service.operating.watch import Watched
from cpd_service.service import Service

API_VERSION = "1"
ROUTERS = tuple(
    module.router
    for module in (
        *(health, session, account, commands, news, feed, snapshots, blobs, certificates, check, media),
        *(national, national_more, updates, xapi),
    )
)


def create_app(service: Service) -> FastAPI:
    """Build the application; nothing is global, so that several can live in one process."""
    app = FastAPI(
        title="继续教育管理服务 CPD service", version=API_VERSION, openapi_url="/openapi.json", redoc_url=None
    )
    app.state.service = service
    app.add_middleware(Watched, meters=service.meters, access_log=service.access_log)
    install_error_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(check.pages)  # for people: not part of what OpenAPI describes
    openapi.install(app)
    return app
