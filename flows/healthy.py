"""`python -m flows.healthy`: whether the part of a container answers; for health checks. Exit status 0 or 1.

BONGSU_HEALTH_URL names what is asked, by default the Prefect server of this machine; a worker started with
`--with-healthcheck` answers at http://127.0.0.1:8080/health.
"""

from __future__ import annotations

import os
import sys
import urllib.request

DEFAULT = "http://127.0.0.1:4200/api/health"


def main() -> int:
    address = os.environ.get("BONGSU_HEALTH_URL", DEFAULT)
    try:
        with urllib.request.urlopen(address, timeout=4) as answer:  # noqa: S310  the operator's own address
            return 0 if answer.status == 200 else 1
    except OSError as error:
        print(f"{address}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
