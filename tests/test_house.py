"""The shape of the project: what the contracts name is what stands on disk."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CONFIGURATION = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = {folder.parent.name for folder in PROJECT.glob("*/__init__.py") if folder.parent.name != "tests"}


def test_every_package_is_under_contract():
    """A new top-level package must be added to the import contracts, the type checker and the wheel by hand."""
    assert set(CONFIGURATION["tool"]["importlinter"]["root_packages"]) == PACKAGES
    assert set(CONFIGURATION["tool"]["mypy"]["packages"]) == PACKAGES
    assert set(CONFIGURATION["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES


def test_no_flow_module_shadows_a_package():
    """A module of flows named like a package could be imported in its stead."""
    assert not {module.stem for module in (PROJECT / "flows").glob("*.py")} & PACKAGES


def test_modules_stay_small():
    """A module over 400 lines is split before it grows a second purpose."""
    long = {
        str(module.relative_to(PROJECT)): lines
        for package in PACKAGES
        for module in (PROJECT / package).rglob("*.py")
        if (lines := len(module.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_the_lock_pins_every_direct_dependency():
    """What pyproject.toml asks for is in the lock, with hashes, and the lock names no host."""
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    pinned = {name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    wanted = CONFIGURATION["project"]["dependencies"] + CONFIGURATION["dependency-groups"]["dev"]
    names = {re.split(r"[\[<>=~!; ]", requirement)[0].lower() for requirement in wanted}
    assert names <= pinned
    assert "--hash=sha256:" in lock
    assert "://" not in lock


def test_the_versions_that_break_prefect_stay_out():
    """Prefect 3.8.8 fails with fastapi >= 0.155 and never schedules a run with SQLAlchemy 2.1."""
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    fastapi = re.search(r"^fastapi==0\.(\d+)\.", lock, re.MULTILINE)
    sqlalchemy = re.search(r"^sqlalchemy==(\d+\.\d+)\.", lock, re.MULTILINE)
    assert fastapi is not None
    assert int(fastapi.group(1)) < 151
    assert sqlalchemy is not None
    assert sqlalchemy.group(1) == "2.0"
