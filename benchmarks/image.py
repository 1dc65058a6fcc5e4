"""The steps of the Dockerfile in a clean root, where no container engine runs: python -m benchmarks.image

Needs root, unshare and overlayfs, and a package index. The root is this machine's, read-only beneath an empty layer, as the
base image's is; its Python stands for that of the image. Each COPY and RUN is done as it is written; then, as the image's
user, every command that the compose file starts a part with is looked for, the monitor's commands run, and the files of
the image must not be writable. The layer is thrown away. Exit status 1 where a step fails. Takes two minutes or three.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DOCKERFILE = PROJECT / "deployments" / "Dockerfile"
INSIDE = "BONGSU_IMAGE_ROOT"
CHECKS = (  # as the image's user; each with the exit status that is wanted
    ("bongsu --help", 0),
    ("bongsu seeds && bongsu facts --json | grep -q LG", 0),
    ("prefect version", 0),
    ("python -c 'import prefect_redis, prefect_dask'", 0),
    ("prefect server start --help && prefect server services start --help && prefect worker start --help", 0),
    ("python -m flows.healthy", 1),  # nothing answers here
    ("test -w /app/flows || touch /app/flows/other.py", 1),
    ("touch /var/lib/bongsu/own", 0),
)


def main() -> int:
    if INSIDE not in os.environ:
        with tempfile.TemporaryDirectory(prefix="bongsu-image-") as folder:
            command = ["unshare", "--mount", sys.executable, __file__]
            return subprocess.run(command, env={**os.environ, INSIDE: folder}, check=False).returncode
    folder = Path(os.environ[INSIDE])
    root = layered(folder)
    environment = {name: os.environ[name] for name in ("PATH", "PIP_INDEX_URL", "PIP_CERT") if name in os.environ}
    environment |= {"HOME": "/root", "PATH": f"{Path(sys.base_prefix) / 'bin'}:{os.environ['PATH']}"}
    place, user = "/", 0
    for word, rest in instructions(DOCKERFILE.read_text(encoding="utf-8")):
        match word:
            case "ENV":
                for name, value in (each.split("=", 1) for each in shlex.split(rest)):
                    environment[name] = value.replace("$PATH", environment["PATH"])
            case "WORKDIR":
                place = rest
                (root / rest.lstrip("/")).mkdir(parents=True)
            case "COPY":
                *sources, target = rest.split()
                for source in sources:
                    copy(PROJECT / source, root / place.lstrip("/") / target)
            case "RUN":
                print(f"RUN {rest}", flush=True)
                if run(root, place, user, environment, rest):
                    return 1
            case "USER":
                user = int(rest)
            case "FROM" | "VOLUME" | "HEALTHCHECK" | "CMD":
                pass
            case _:
                raise SystemExit(f"{word}: an instruction that this script does not know")
    environment["HOME"] = "/var/lib/bongsu"
    failed = [line for line, wanted in CHECKS if (run(root, place, user, environment, line) != 0) != (wanted != 0)]
    size = sum(
        file.stat().st_size for file in (folder / "upper").rglob("*") if file.is_file() and not file.is_symlink()
    )
    print(
        f"layers of {size / 1e6:.0f} MB; "
        + (f"FAILED: {'; '.join(failed)}" if failed else "every step and check is good")
    )
    return 1 if failed else 0


def layered(folder: Path) -> Path:
    """This machine's root with an empty layer above it, and the places of the image empty in it."""
    for name in ("upper", "work", "root"):
        (folder / name).mkdir()
    options = f"lowerdir=/,upperdir={folder}/upper,workdir={folder}/work"
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, folder / "root"], check=True)
    root = folder / "root"
    for name in ("proc", "dev"):
        subprocess.run(["mount", "--rbind", f"/{name}", root / name], check=True)
    for name in ("app", "opt/bongsu", "var/lib/bongsu"):
        shutil.rmtree(root / name, ignore_errors=True)
    for above in [Path(sys.base_prefix), *Path(sys.base_prefix).parents]:  # a Python of root's own, open to the user
        inside = root / str(above).lstrip("/")
        inside.chmod(inside.stat().st_mode | 0o011)
    return root


def instructions(text: str) -> list[tuple[str, str]]:
    """Each instruction with the rest of its lines."""
    bare = "\n".join(line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    lines = re.sub(r"\\\n\s*", "", bare).splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        shutil.copy(source, target / source.name if target.is_dir() else target)


def run(root: Path, place: str, user: int, environment: dict[str, str], line: str) -> int:
    """The exit status of a shell line in the layered root."""
    command = ["chroot", f"--userspec={user}:{user}", root, "sh", "-c", f"cd {place} && {line}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{line}: status {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
