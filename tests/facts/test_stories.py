"""Storylines told without a fault: the development ones, and others of our own with other courses of events."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from tests.facts.telling import GOLD, arrivals, dev_readings, dev_stories, told

from facts.watch import Watch

_SPEC = importlib.util.spec_from_file_location("score", GOLD.parent / "score.py")
score = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(score)
