"""YAML checked by pydantic, with errors that name the line and the field."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Path_ = tuple[int | str, ...]


class ConfigurationError(Exception):
    """A configuration file cannot be used; each line of the message names file, line, field and what is wrong."""


def load(path: Path, model: type[Model]) -> Model:
    """The file as `model`. ConfigurationError where it cannot be read, is no YAML, or does not fit."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(
            f"{path}: cannot be read: {error.strerror}; name another file with BONGSU_WATCH_LIST"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{path}: is not UTF-8 text (byte {error.start})") from error
    return parse(text, model, str(path))


def parse(text: str, model: type[Model], name: str) -> Model:
    """The text as `model`; `name` stands for it in errors."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise ConfigurationError(f"{name}{line}: broken YAML: {error.problem or error.context}") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{name}: broken YAML: {error}") from error
    if not isinstance(data, dict):
        raise ConfigurationError(f"{name}: is empty or no mapping; the commented default shows what goes in")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = [
            f"{name}:{_line(root, problem['loc'])}: {'.'.join(map(str, problem['loc'])) or '(file)'}: {_said(problem)}"
            for problem in error.errors(include_url=False)
        ]
        raise ConfigurationError("\n".join(dict.fromkeys(found))) from error


def _line(node: yaml.Node | None, where: Path_) -> int:
    """The line of the innermost part of `where` that the file holds, counted from 1."""
    line = 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            entry = next(((key, value) for key, value in node.value if key.value == step), None)
            if entry is None:
                continue  # a missing field, or the name of a variant that pydantic puts into the path
            line, node = entry[0].start_mark.line + 1, entry[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _said(problem: Any) -> str:
    if problem["type"] == "extra_forbidden":
        return "there is no such field; see the commented default for the fields there are"
    if problem["type"] == "missing":
        return "is missing"
    value = repr(problem.get("input"))
    return f"{problem['msg']} (here: {value[:80]})"
