"""The local web server of the sources' tests, for flows."""

from tests.sources.conftest import web

__all__ = ["web"]
