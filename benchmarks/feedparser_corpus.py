"""Get feedparser's corpus from the package index and run it through our whole path: python benchmarks/feedparser_corpus.py

The corpus stays in a temporary folder; nothing of it enters the project.
"""

import os
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    wanted = f"feedparser=={version('feedparser')}"
    with tempfile.TemporaryDirectory() as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "feedparser"]
        subprocess.run([*download, "--dest", folder, wanted], check=True)
        archive = next(Path(folder).glob("feedparser-*.tar.gz"))
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        corpus = next(Path(folder).glob("feedparser-*/tests"))
        print(f"{wanted}: {sum(1 for _ in corpus.rglob('*.xml')):,} files")
        run = [sys.executable, "-m", "pytest", "-rA", "--no-header", "tests/sources/test_feedparser_corpus.py"]
        return subprocess.run(
            run, cwd=ROOT, env=os.environ | {"BONGSU_FEEDPARSER_CORPUS": str(corpus)}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
